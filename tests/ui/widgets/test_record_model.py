from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from saroma_desk.ui.widgets.record_model import Column, RecordModel


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    visits: int | None = None


ROWS = (Row(1, "森", 3), Row(2, "秋田"), Row(3, "佐藤", 12))
COLUMNS = (
    Column("name", "氏名", lambda r: r.name, masked=lambda _: "＊"),
    Column("visits", "回数", lambda r: str(r.visits or ""), sort=lambda r: r.visits, right=True, width=60),
)


def test_the_model_keeps_the_rules_of_models(app: object) -> None:
    model = RecordModel(COLUMNS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(ROWS)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.set_masked(True)
    model.set_rows(())
    assert tester.model() is model


def test_missing_numbers_sort_last(app: object) -> None:
    model = RecordModel(COLUMNS)
    model.set_rows(ROWS)
    model.sort(1)
    assert [model.row_at(line).name for line in range(3)] == ["森", "佐藤", "秋田"]


def test_many_rows_are_not_looked_at_before_they_are_painted(app: object) -> None:
    looked: list[int] = []

    def display(row: Row) -> str:
        looked.append(row.id)
        return row.name

    model = RecordModel((Column("name", "氏名", display),))
    model.set_rows([Row(n, "x") for n in range(100_000)])
    assert model.rowCount() == 100_000
    assert looked == []
