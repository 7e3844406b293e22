"""What is typed while the program is killed."""

ACCOUNT = " ".join(f"{n} times the music began again, and I went down and asked for peace." for n in range(1, 200))
