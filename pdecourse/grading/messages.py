"""What may pass between the grader and the process that runs a learner's code: plain data, with a size limit.

Numbers, text, arrays, lists and dicts as JSON; never an object that has to be built by running something.
"""

import base64
import json
import socket
import struct
import time

import numpy as np

LARGEST_MESSAGE = 32 << 20  # bytes
DEEPEST = 8  # lists within lists
LONGEST_TEXT = 10_000
MOST_PARTS = 1_000_000  # lists and dicts in one text: each takes fifty times its length when it is read
KINDS = "biufc"  # of the numbers in an array: no objects, no text, no dates

HEADER = struct.Struct("<I")


class BadMessage(Exception):
    """What arrived is not data of the agreed form."""


def pack(value, depth: int = 0):
    """Return ``value`` in a form that JSON holds: arrays as base64, tuples and dicts marked as such.

    Whatever else looks like an array (a tensor, a list of one's own) is sent as the array it converts to.
    Raises ``TypeError`` with the type for what is not data, and for data nested deeper than ``DEEPEST``.
    """
    if depth > DEEPEST:
        raise TypeError(f"a value nested deeper than {DEEPEST} lists cannot be returned")
    if value is None or type(value) in (bool, int, float):
        return value
    if isinstance(value, str):  # NumPy's own kind of text is one too
        return str(value)[:LONGEST_TEXT]
    if isinstance(value, (list, tuple)):
        kind = "tuple" if isinstance(value, tuple) else "list"
        return {kind: [pack(item, depth + 1) for item in value]}
    if isinstance(value, dict):
        return {"dict": [[pack(key, depth + 1), pack(item, depth + 1)] for key, item in value.items()]}
    array = np.asarray(value.detach() if hasattr(value, "detach") else value)
    if array.dtype.kind not in KINDS:
        raise TypeError(f"a {type(value).__name__} cannot be returned; return numbers, arrays, lists or text")
    if array.nbytes > LARGEST_MESSAGE // 2:
        raise TypeError(f"an array of {array.nbytes} bytes is too large to be returned")
    data = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
    return {"array": [array.dtype.str, list(array.shape), data]}


def unpack(packed, depth: int = 0):
    """Return the value that ``pack`` packed. Raises ``BadMessage`` for anything else; builds nothing but data."""
    if depth > DEEPEST + 1:
        raise BadMessage("nested too deep")
    if packed is None or isinstance(packed, (bool, int, float, str)):
        return packed
    try:
        ((kind, content),) = packed.items()
        if kind == "array":
            return _array(*content)
        if kind == "dict":
            return {unpack(key, depth + 1): unpack(item, depth + 1) for key, item in content}
        build = {"list": list, "tuple": tuple}[kind]
        return build(unpack(item, depth + 1) for item in content)
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise BadMessage(f"not packed data: {type(error).__name__}") from error


def _array(dtype: str, shape: list[int], data: str) -> np.ndarray:
    """Return an array of numbers from its three parts; a single number comes back as NumPy's scalar."""
    kind = np.dtype(str(dtype))
    if kind.kind not in KINDS or len(shape) > 8:
        raise ValueError("not an array of numbers")
    array = np.frombuffer(base64.b64decode(data), kind).reshape([int(n) for n in shape]).copy()
    return array if shape else array[()]


def send(channel: socket.socket, message: dict, seconds: float | None = None) -> None:
    """Send ``message``; raises ``TimeoutError`` if the other side does not take it within ``seconds``."""
    body = json.dumps(message).encode()
    channel.settimeout(seconds)
    channel.sendall(HEADER.pack(len(body)) + body)


def receive(channel: socket.socket, seconds: float | None = None) -> dict:
    """Return the next message.

    Raises ``TimeoutError`` after ``seconds``, ``EOFError`` if the other side is gone, and ``BadMessage`` for
    what is too long or not a JSON object.
    """
    deadline = None if seconds is None else time.monotonic() + seconds
    (length,) = HEADER.unpack(_exactly(channel, HEADER.size, deadline))
    if length > LARGEST_MESSAGE:
        raise BadMessage(f"a message of {length} bytes; at most {LARGEST_MESSAGE} are allowed")
    try:
        message = loads(_exactly(channel, length, deadline))
    except (ValueError, RecursionError) as error:
        raise BadMessage("not JSON") from error
    if not isinstance(message, dict):
        raise BadMessage("not a JSON object")
    return message


def loads(text: bytes):
    """Return the JSON ``text`` of somebody unknown as data. Raises ``ValueError`` or ``RecursionError``."""
    if text.count(b"[") + text.count(b"{") > MOST_PARTS:
        raise ValueError("too many lists and dicts")
    return json.loads(text.decode("utf-8-sig"))


def _exactly(channel: socket.socket, length: int, deadline: float | None) -> bytes:
    """Return the next ``length`` bytes, if they come before ``deadline``."""
    parts = bytearray()
    while len(parts) < length:
        left = None if deadline is None else deadline - time.monotonic()
        if left is not None and left <= 0:
            raise TimeoutError
        channel.settimeout(left)
        part = channel.recv(min(65536, length - len(parts)))
        if not part:
            raise EOFError("the other side closed the channel")
        parts += part
    return bytes(parts)
