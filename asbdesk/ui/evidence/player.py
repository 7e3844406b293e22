"""Sound and video, played straight out of the encrypted store: no clear copy is ever written to the disk."""

from __future__ import annotations

import logging

from PySide6.QtCore import QIODevice, QObject, Qt, QUrl
from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer
from PySide6.QtMultimediaWidgets import QVideoWidget
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from asbdesk.errors import AsbdeskError
from asbdesk.storage.evidence import CHUNK, chunk
from asbdesk.storage.office import Office
from asbdesk.ui import theme
from asbdesk.ui.kit.pieces import button

log = logging.getLogger(__name__)
_STEP = 5000
"""Milliseconds that an arrow key moves."""


class StoreDevice(QIODevice):
    """A stored file as Qt reads one. The player reads it on a thread of its own; one chunk is held in memory."""

    def __init__(self, office: Office, exhibit_id: int, size: int, parent: QObject) -> None:
        super().__init__(parent)
        self._office, self._exhibit_id, self._size = office, exhibit_id, size
        self._held: tuple[int, bytes] = (-1, b"")
        self.closed_for_good = False

    def size(self) -> int:
        return self._size

    def isSequential(self) -> bool:
        return False

    def bytesAvailable(self) -> int:
        return max(0, self._size - self.pos())

    def readData(self, maxlen: int) -> bytes:
        """Up to ``maxlen`` bytes from where the reader stands; none at the end, and none when reading fails."""
        number, within = divmod(self.pos(), CHUNK)
        return self._chunk(number)[within : within + maxlen]

    def _chunk(self, number: int) -> bytes:
        held, content = self._held
        if held == number:
            return content
        if self.closed_for_good or number * CHUNK >= self._size:
            return b""
        try:
            with self._office.reading() as session:
                content = chunk(session, self._exhibit_id, number) or b""
        except AsbdeskError:
            log.warning("a chunk could not be read for playing")
            return b""
        self._held = (number, content)
        return content


class Player(QWidget):
    """Play, pause, and a slider to move about. Space plays, the arrows move by five seconds."""

    def __init__(
        self, office: Office, exhibit_id: int, size: int, name: str, *, video: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.device = StoreDevice(office, exhibit_id, size, self)
        self.device.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)
        self.player = QMediaPlayer(self)
        self.player.setAudioOutput(QAudioOutput(self))
        self._build(video)
        self.player.durationChanged.connect(self._measured)
        self.player.positionChanged.connect(self._moved)
        self.player.playbackStateChanged.connect(lambda _state: self._say())
        self.player.errorOccurred.connect(lambda _error, _words: self._failed())
        self.player.setSourceDevice(self.device, QUrl())

    def toggle(self) -> None:
        """Play, or pause."""
        if self.player.playbackState() == QMediaPlayer.PlaybackState.PlayingState:
            self.player.pause()
        else:
            self.player.play()

    def stop(self) -> None:
        """Let go of the file: the page is left."""
        self.device.closed_for_good = True
        self.player.stop()
        self.player.setSource(QUrl())

    def _build(self, video: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(2))
        if video:
            self.picture = QVideoWidget()
            self.picture.setAccessibleName("Video")
            self.picture.setMinimumHeight(theme.gap(60))
            self.player.setVideoOutput(self.picture)
            column.addWidget(self.picture, 1)
        row = QHBoxLayout()
        self.play_button = button("&Play", self.toggle)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("Position")
        self.slider.setSingleStep(_STEP)
        self.slider.setPageStep(_STEP * 6)
        self.slider.valueChanged.connect(self._asked)
        self.time = theme.muted()
        for widget, stretch in ((self.play_button, 0), (self.slider, 1), (self.time, 0)):
            row.addWidget(widget, stretch)
        column.addLayout(row)
        self.words = theme.muted(wrap=True)
        self.words.hide()
        column.addWidget(self.words)
        self._say()

    def _asked(self, place: int) -> None:
        if abs(place - self.player.position()) > 1 and not self._following:
            self.player.setPosition(place)

    _following = False

    def _measured(self, length: int) -> None:
        self.slider.setRange(0, length)
        self._say()

    def _moved(self, place: int) -> None:
        self._following = True
        self.slider.setValue(place)
        self._following = False
        self._say()

    def _say(self) -> None:
        playing = self.player.playbackState() == QMediaPlayer.PlaybackState.PlayingState
        self.play_button.setText("&Pause" if playing else "&Play")
        self.time.setText(f"{spoken(self.player.position())} of {spoken(self.player.duration())}")

    def _failed(self) -> None:
        self.words.setText("This recording cannot be played here. Save a copy to play it with another program.")
        self.words.show()
        self.play_button.setEnabled(False)


def spoken(milliseconds: int) -> str:
    """ "1:05", "1:02:09"."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
