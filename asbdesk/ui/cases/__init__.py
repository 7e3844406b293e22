"""Cases: the list, the page that tells the whole story, and opening one."""
