"""The commands an operator gives on a pay day, from the run to the bank's answer and the trial balance."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from handlag import cli_ledger, cli_pay
from handlag.core import clock
from handlag.core.errors import Conflict
from handlag.payments.models import Payment
from handlag.people.models import Account
from handlag.world.bank import Bank, asked, returns, settlement
from tests.payments.scene import at, decided, person

pytestmark = pytest.mark.django_db
PAY_DAY = date(2026, 2, 25)
Command = Callable[..., str]


@pytest.fixture
def pay(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Give a command on 20 February 2026, with the installation's folder in the test's own."""
    monkeypatch.setenv("HANDLAG_DATABASE_URL", "postgresql:///the-tests-own")
    monkeypatch.setenv("HANDLAG_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setattr(clock, "wall_clock", lambda: at(date(2026, 2, 20)))
    decided(person(), "sjukpenning", [("2026-02-01", "2026-02-10", 80_000)], date(2026, 2, 12))

    def command(*arguments: str) -> str:
        room, *rest = arguments
        app = {"pay": cli_pay.app, "ledger": cli_ledger.app}[room]
        result = CliRunner().invoke(app, rest, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    return command


def run(pay: Command) -> str:
    return pay("pay", "run", "--benefit", "sjukpenning", "--day", "2026-02-25", "--workers", "1")


def test_a_pay_day_from_the_run_to_the_trial_balance(pay: Command, tmp_path: Path):
    assert "8\u00a0000,00" in run(pay)
    [file] = (tmp_path / "bank" / "out").glob("*.xml")
    answer = tmp_path / "answer.xml"
    answer.write_bytes(settlement(Bank(rejected_ppm=0), asked(file.read_bytes()), at(PAY_DAY)))

    assert "settled 1" in pay("pay", "read", str(answer))
    assert "nothing changed" in pay("pay", "read", str(answer))
    assert "settled 1" in pay("pay", "runs")
    balance = pay("ledger", "trial-balance")
    assert re.search(r"5010 .*10 1:1 ap\.21 .*8\u00a0000,00", balance)
    assert re.search(r"1910 .*-8\u00a0000,00", balance)
    assert "agree" in pay("ledger", "check")
    assert "2026-02-25" in pay("pay", "days")


def test_the_check_says_what_disagrees_and_exits_with_1(pay: Command):
    run(pay)
    Payment.objects.update(amount_ore=1)
    result = CliRunner().invoke(cli_ledger.app, ["check"])
    assert result.exit_code == 1
    assert "LEDGER_PAYMENT" in result.output


def test_a_run_that_can_not_be_made_is_refused_with_its_code(pay: Command):
    run(pay)
    with pytest.raises(Conflict) as refused:
        CliRunner().invoke(
            cli_pay.app, ["run", "--benefit", "sjukpenning", "--day", "2026-02-24"], catch_exceptions=False
        )
    assert refused.value.code == "PAYMENTS_DAY_PASSED"


def test_money_that_came_back_is_listed_and_paid_again_by_command(pay: Command, tmp_path: Path):
    run(pay)
    [file] = (tmp_path / "bank" / "out").glob("*.xml")
    back = Bank(rejected_ppm=0, returned_ppm=1_000_000)
    order, answer = asked(file.read_bytes()), tmp_path / "answer.xml"
    for message in (settlement(back, order, at(PAY_DAY)), returns(back, order, PAY_DAY, at(PAY_DAY))):
        answer.write_bytes(message or b"")
        pay("pay", "read", str(answer))
    payment = Payment.objects.get()
    assert "2028-12-31" in pay("pay", "returned")
    Account.objects.create(username="olle", role="officer")
    said = pay("pay", "again", str(payment.pk), "--by", "olle", "--reason", "Kontot är öppnat igen.")
    assert "8\u00a0000,00" in said
    assert CliRunner().invoke(cli_pay.app, ["again", str(payment.pk), "--by", "nobody"]).exit_code == 2
    assert "0 lapsed" in pay("pay", "lapse")
