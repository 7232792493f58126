"""What keeps a service from starting is one sentence that says what to do."""

import asyncio
import resource
import socket
from contextlib import AbstractAsyncContextManager

import pytest
from aiohttp import web

from jiangmiao import control
from jiangmiao.cli_service import allow_many_files, until_stopped
from jiangmiao.control import Refused
from jiangmiao.database import opened


async def keep(held: AbstractAsyncContextManager[None]) -> None:
    """A service that holds what it needs and ends at once."""
    async with held:
        pass


async def refusal(service) -> str:
    with pytest.raises(Refused) as refused:
        await asyncio.to_thread(until_stopped, service)
    return str(refused.value)


async def test_a_second_service_on_the_file_is_told_of_postgresql(tmp_path):
    url = f"sqlite://{tmp_path}/jiangmiao.db"
    async with opened(url):
        said = await refusal(keep(opened(url)))
    assert url.removeprefix("sqlite://") in said
    assert "PostgreSQL" in said


async def test_a_socket_that_is_taken_is_named(tmp_path):
    (tmp_path / "service.sock").write_text("")
    said = await refusal(keep(control.serve(tmp_path / "service.sock", {})))
    assert "service.sock" in said
    assert "JIANGMIAO_SOCKET" in said


async def test_a_port_that_is_taken_is_said_so():
    async def listen(port: int) -> None:
        runner = web.AppRunner(web.Application())
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", port).start()
        finally:
            await runner.cleanup()

    with socket.create_server(("127.0.0.1", 0)) as other:
        assert "JIANGMIAO_PORT" in await refusal(listen(other.getsockname()[1]))


def test_slow_connections_do_not_use_up_the_files_that_may_be_open():
    before, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 16_384 if most == resource.RLIM_INFINITY else min(16_384, most)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, most))
        allow_many_files()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == wanted
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (before, most))
