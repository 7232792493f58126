"""The running service carries out what the same user asks, over a socket that only that user can open."""

import asyncio
import contextlib
import os
import socket
import stat
import tempfile
from pathlib import Path

import pytest

from jiangmiao import control, control_socket, control_wire
from jiangmiao.control import Report


async def count(arguments: dict, report: Report) -> dict:
    for step in range(arguments["steps"]):
        report(f"{step + 1}")
        await asyncio.sleep(0)
    return {"done": arguments["steps"], "said": arguments.get("said", "")}


async def refuse(arguments: dict, report: Report) -> dict:
    raise control.Refused("名册有错。")


async def break_down(arguments: dict, report: Report) -> dict:
    raise ZeroDivisionError


OPERATIONS = {"count": count, "refuse": refuse, "break": break_down}


@pytest.fixture
async def place(tmp_path):
    path = tmp_path / "service.sock"
    async with control.serve(path, OPERATIONS):
        yield path


def quiet(line: str) -> None:
    pass


async def test_the_service_does_it_and_tells_how_far_it_is(place):
    lines: list[str] = []
    result = await control.call(place, "count", {"steps": 3, "said": "𠮷\ud800"}, lines.append)
    assert result == {"done": 3, "said": "𠮷\ud800"}
    assert lines == ["1", "2", "3"]


async def test_large_requests_pass(place):
    said = "名" * 2_000_000
    assert (await control.call(place, "count", {"steps": 0, "said": said}, quiet))["said"] == said


async def test_several_are_served_at_once(place):
    results = await asyncio.gather(*(control.call(place, "count", {"steps": n}, quiet) for n in range(20)))
    assert [result["done"] for result in results] == list(range(20))


async def test_a_refusal_comes_back_as_its_sentence(place):
    with pytest.raises(control.Refused, match="名册有错"):
        await control.call(place, "refuse", {}, quiet)


async def test_a_defect_comes_back_as_the_id_it_is_logged_under(place, capsys):
    with pytest.raises(control.Failed) as failed:
        await control.call(place, "break", {}, quiet)
    assert len(str(failed.value)) == 10
    assert (await control.call(place, "count", {"steps": 1}, quiet))["done"] == 1


async def test_an_operation_nobody_knows_is_another_version(place):
    with pytest.raises(control.OtherVersion):
        await control.call(place, "dance", {}, quiet)


async def test_only_the_user_can_open_it(place):
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


async def test_a_process_of_another_user_gets_no_answer(place, monkeypatch):
    real = os.geteuid()
    monkeypatch.setattr(control_wire.os, "geteuid", lambda: real + 1)
    reader, writer = await asyncio.open_unix_connection(place)
    writer.write(
        control_wire.frame({"version": 1, "operation": "count", "arguments": {"steps": 1, "said": ""}})
    )
    with contextlib.suppress(ConnectionResetError):
        assert await reader.read() == b""
    writer.close()
    with pytest.raises(control.OtherUser):
        await control.call(place, "count", {"steps": 1}, quiet)


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00",
        b"\xff\xff\xff\xff",
        b"\x00\x00\x00\x02[]",
        b"GET / HTTP/1.1\r\n\r\n",
        (200_000).to_bytes(4, "big") + b"[" * 200_000,
    ],
)
async def test_what_is_no_request_is_hung_up_on(place, sent, capsys):
    reader, writer = await asyncio.open_unix_connection(place)
    writer.write(sent)
    writer.write_eof()
    assert await reader.read() == b""
    writer.close()
    assert (await control.call(place, "count", {"steps": 1}, quiet))["done"] == 1


async def test_without_a_service_nobody_is_reached(tmp_path):
    with pytest.raises(control.Unreachable):
        await control.call(tmp_path / "service.sock", "count", {}, quiet)


async def test_the_socket_is_gone_when_the_service_has_ended(tmp_path):
    async with control.serve(tmp_path / "service.sock", OPERATIONS):
        pass
    assert list(tmp_path.iterdir()) == []


async def test_what_a_killed_service_left_is_replaced(tmp_path):
    path = tmp_path / "service.sock"
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(path))
    with pytest.raises(control.Unreachable):
        await control.call(path, "count", {"steps": 1}, quiet)
    async with control.serve(path, OPERATIONS):
        assert (await control.call(path, "count", {"steps": 1}, quiet))["done"] == 1


async def test_a_second_service_does_not_take_the_socket_away(place):
    with pytest.raises(control.SocketTaken):
        async with control.serve(place, {}):
            pass
    assert (await control.call(place, "count", {"steps": 1}, quiet))["done"] == 1


async def test_a_file_of_that_name_is_never_removed(tmp_path):
    path = tmp_path / "service.sock"
    path.write_text("names of people")
    with pytest.raises(control.SocketTaken):
        async with control.serve(path, {}):
            pass
    assert path.read_text() == "names of people"


async def test_the_end_of_the_service_leaves_the_outcome_unknown(tmp_path):
    path = tmp_path / "service.sock"
    begun = asyncio.Event()

    async def never_ends(arguments: dict, report: Report) -> dict:
        begun.set()
        await asyncio.Event().wait()
        return {}

    async with control.serve(path, {"wait": never_ends}):
        asking = asyncio.create_task(control.call(path, "wait", {}, quiet))
        await begun.wait()
    with pytest.raises(control.Interrupted):
        await asking


async def test_what_has_begun_goes_on_when_whoever_asked_has_gone(tmp_path):
    path = tmp_path / "service.sock"
    begun, done = asyncio.Event(), asyncio.Event()

    async def patient(arguments: dict, report: Report) -> dict:
        begun.set()
        for _ in range(20):
            report("still there?")
            await asyncio.sleep(0)
        done.set()
        return {}

    async with control.serve(path, {"wait": patient}):
        asking = asyncio.create_task(control.call(path, "wait", {}, quiet))
        await begun.wait()
        asking.cancel()
        await asyncio.wait_for(done.wait(), 5)


async def test_a_long_path_finds_a_short_place_that_both_sides_know(tmp_path, monkeypatch):
    folder = tmp_path / ("长" * 60)
    folder.mkdir()
    # The folder of the test itself may be too long for a socket.
    with tempfile.TemporaryDirectory(dir="/tmp") as short:
        private = Path(short) / "private"
        monkeypatch.setattr(control_socket, "_private_folder", lambda: private)
        async with control.serve(folder / "service.sock", OPERATIONS):
            assert (await control.call(folder / "service.sock", "count", {"steps": 2}, quiet))["done"] == 2
            assert stat.S_IMODE(private.stat().st_mode) == 0o700


async def test_a_shared_folder_for_short_places_is_refused(tmp_path, monkeypatch):
    private = tmp_path / "private"
    private.mkdir()
    private.chmod(0o777)
    monkeypatch.setattr(control_socket, "_private_folder", lambda: private)
    with pytest.raises(control.SocketTaken):
        async with control.serve(tmp_path / ("长" * 60), OPERATIONS):
            pass


async def test_a_relative_path_means_the_same_from_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with control.serve(Path("service.sock"), OPERATIONS):
        assert (await control.call(tmp_path / "service.sock", "count", {"steps": 1}, quiet))["done"] == 1
