"""The part of a window manager that tests need, where none runs: to say that a window is minimised, is back, or should close (ICCCM 4.1.3.1
and 4.2.8.1). Through libX11 itself, which every window has."""
import ctypes
import ctypes.util

NORMAL, ICONIC = 1, 3
CLIENT_MESSAGE, PROPERTY_REPLACE = 33, 0


class _ClientMessage(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int), ("display", ctypes.c_void_p), ("window", ctypes.c_ulong),
                ("message_type", ctypes.c_ulong), ("format", ctypes.c_int), ("data", ctypes.c_long * 5), ("padding", ctypes.c_long * 24)]


class XMessages:
    def __init__(self, display):
        self.x = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XOpenDisplay.argtypes = [ctypes.c_char_p]
        self.x.XInternAtom.restype = ctypes.c_ulong
        self.x.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
        self.x.XChangeProperty.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong, ctypes.c_ulong, ctypes.c_int, ctypes.c_int, ctypes.c_void_p, ctypes.c_int]
        self.x.XSendEvent.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_long, ctypes.c_void_p]
        for name in ("XMapWindow", "XUnmapWindow"):
            getattr(self.x, name).argtypes = [ctypes.c_void_p, ctypes.c_ulong]
        self.x.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
        self.x.XCloseDisplay.argtypes = [ctypes.c_void_p]
        self.display = self.x.XOpenDisplay(display.encode())
        if not self.display:
            raise AssertionError(f"The display {display} does not answer.")

    def _atom(self, name):
        return self.x.XInternAtom(self.display, name, 0)

    def _state(self, window, state):
        values = (ctypes.c_long * 2)(state, 0)
        self.x.XChangeProperty(self.display, window, self._atom(b"WM_STATE"), self._atom(b"WM_STATE"), 32, PROPERTY_REPLACE, values, 2)
        self.x.XSync(self.display, 0)

    def minimise(self, window):
        self.x.XUnmapWindow(self.display, window)
        self._state(window, ICONIC)

    def restore(self, window):
        self.x.XMapWindow(self.display, window)
        self._state(window, NORMAL)

    def ask_to_close(self, window):
        event = _ClientMessage(type=CLIENT_MESSAGE, window=window, message_type=self._atom(b"WM_PROTOCOLS"), format=32)
        event.data[0] = self._atom(b"WM_DELETE_WINDOW")
        self.x.XSendEvent(self.display, window, 0, 0, ctypes.byref(event))
        self.x.XSync(self.display, 0)

    def close(self):
        self.x.XCloseDisplay(self.display)
