"""Signed notes, keys and checkpoints are those of C2SP, and nothing else is read as one."""

from base64 import b64encode
from dataclasses import replace

import pytest

from idp.ledger.offline.notes import (
    LOG,
    WITNESS,
    Checkpoint,
    NoteRefused,
    PrivateKey,
    PublicKey,
    SignedNote,
    UnusableKey,
    cosigned_at,
    opened,
    signed,
)

GO_PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
"""The key of the example of Go's golang.org/x/mod/sumdb/note."""
GO_PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)

KEY = PrivateKey.new("id.example.vn/history", kind=LOG)
CHECKPOINT = Checkpoint(KEY.name, 12, bytes(range(32)), ("time 2026-11-28T03:00:00+00:00",))


def test_a_note_of_another_implementation_is_read_and_made_the_same() -> None:
    public = PublicKey.read(GO_PUBLIC)
    note = SignedNote.read(GO_NOTE)
    assert [key for key, _ in note.signed_by([public])] == [public]
    private = PrivateKey.read(GO_PRIVATE)
    assert str(private.public) == GO_PUBLIC
    assert f"{note.text}\n{private.sign(note.text)}" == GO_NOTE


def test_a_checkpoint_is_read_back() -> None:
    assert opened(signed(CHECKPOINT, KEY), [KEY.public]) == CHECKPOINT
    assert PrivateKey.read(KEY.text()) == KEY
    assert PublicKey.read(str(KEY.public)) == KEY.public


def test_a_witness_signs_the_time_too() -> None:
    witness = PrivateKey.new("witness.example.vn/w1", kind=WITNESS)
    text = CHECKPOINT.text()
    note = SignedNote.read(signed(CHECKPOINT, KEY) + witness.sign(text, at=1_764_300_000))
    ((key, signature),) = note.signed_by([witness.public])
    assert (key, cosigned_at(signature)) == (witness.public, 1_764_300_000)
    later = bytes(8) + signature[8:]
    assert not witness.public.verifies(text, later)
    assert not witness.public.verifies(text, b"short")


@pytest.mark.parametrize("size", range(1, 40))
def test_every_changed_character_of_a_signed_checkpoint_is_noticed(size: int) -> None:
    """Of many signatures, as some characters of base64 carry bits that no byte takes."""
    note = signed(replace(CHECKPOINT, size=size), KEY)
    for place, character in enumerate(note):
        other = "A" if character != "A" else "B"
        with pytest.raises(NoteRefused):
            opened(note[:place] + other + note[place + 1 :], [KEY.public])


def test_a_key_of_another_name_signs_for_no_log() -> None:
    other = PrivateKey.new("another.example.vn", kind=LOG)
    with pytest.raises(NoteRefused):
        opened(signed(CHECKPOINT, other), [other.public, KEY.public])
    with pytest.raises(NoteRefused):
        opened(signed(CHECKPOINT, KEY), [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        f"a\n01\n{b64encode(bytes(32)).decode()}\n",
        f"a\n-1\n{b64encode(bytes(32)).decode()}\n",
        f"a\n²\n{b64encode(bytes(32)).decode()}\n",
        f"a\n{'9' * 5000}\n{b64encode(bytes(32)).decode()}\n",
        f"a\n1\n{b64encode(bytes(31)).decode()}\n",
        "a\n1\nnot base64\n",
        f"a\n1\n{b64encode(bytes(32)).decode()}\n\nx\n",
    ],
)
def test_what_is_no_checkpoint_is_refused_though_it_is_signed(text: str) -> None:
    with pytest.raises(NoteRefused):
        SignedNote.read(f"{text}\n{KEY.sign(text)}").checkpoint()


@pytest.mark.parametrize(
    "text", ["", "a", "a+b", "a+00000000+AA==", "PRIVATE+KEY+a+0+0", GO_PRIVATE[:-4], GO_PUBLIC]
)
def test_what_is_no_private_key_is_refused(text: str) -> None:
    with pytest.raises(UnusableKey):
        PrivateKey.read(text)


@pytest.mark.parametrize("text", ["", "a+b+c", GO_PUBLIC.replace("c74f", "c74e"), f"x{GO_PUBLIC}"])
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(UnusableKey):
        PublicKey.read(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb"])
def test_a_name_that_cannot_stand_in_a_note_gets_no_key(name: str) -> None:
    with pytest.raises(UnusableKey):
        PrivateKey.new(name, kind=LOG)
