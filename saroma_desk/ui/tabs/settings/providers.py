"""Providers on the left; contracts, helpers and prices of the chosen one on the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from saroma_desk.domain.calendar import fiscal_range, fiscal_year
from saroma_desk.domain.provider import Contract, Helper, Provider, UnitPrice
from saroma_desk.services import providers
from saroma_desk.services.providers import ProviderDetail, ProviderRow
from saroma_desk.services.result import Result
from saroma_desk.ui.desk import Desk
from saroma_desk.ui.fields import Section
from saroma_desk.ui.tabs.settings import provider_fields as parts
from saroma_desk.ui.tabs.settings import texts
from saroma_desk.ui.widgets.form_dialog import Act, FormDialog
from saroma_desk.ui.widgets.list_panel import ListPanel
from saroma_desk.ui.widgets.record_table import Column

Store = Callable[..., Result[Any]]


class ProviderLine:
    """A provider row with the id that lists need."""

    def __init__(self, row: ProviderRow) -> None:
        self.id = row.provider.id
        self.provider = row.provider
        self.contract_until = row.contract_until
        self.helpers = row.helpers


class ProvidersPage(QWidget):
    """All providers.

    Attributes:
        panel: the list of providers.
        contracts, helpers, prices: of the chosen one.
    """

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.panel = ListPanel(desk, parts.PROVIDER_COLUMNS, empty=texts.NO_PROVIDERS, name=texts.PROVIDERS)
        self.panel.add_button(texts.NEW, self.start_new)
        self.panel.add_row_button(texts.EDIT, lambda row: self.edit_provider(row.provider), main=True)
        self.panel.table.chosen.connect(self._read_detail)
        self.contracts = self._list(parts.CONTRACT_COLUMNS, texts.NO_CONTRACTS, self._new_contract, self.edit_contract)
        self.helpers = self._list(parts.HELPER_COLUMNS, texts.NO_HELPERS, self._new_helper, self.edit_helper)
        self.prices = self._list(parts.PRICE_COLUMNS, texts.NO_PRICES, self._new_price, self.edit_price)
        self.pages = QTabWidget(self)
        for label, page in (
            (texts.CONTRACTS, self.contracts),
            (texts.HELPERS, self.helpers),
            (texts.PRICES, self.prices),
        ):
            self.pages.addTab(page, label)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.panel)
        split.addWidget(self.pages)
        split.setChildrenCollapsible(False)
        split.setSizes([430, 700])
        column = QVBoxLayout(self)
        column.addWidget(split)

    def refresh(self) -> None:
        """Read the providers again."""
        work = partial(providers.list_providers, self._desk.ctx)
        self._desk.operations.query(work, self._show, key="settings.providers", owner=self)

    def start_new(self) -> None:
        """Add a provider."""
        self.edit_provider(Provider(name=""))

    def edit_provider(self, provider: Provider) -> None:
        """Change what is known of a provider."""
        self._form(texts.PROVIDERS, parts.PROVIDER, provider, providers.save_provider)

    def edit_contract(self, contract: Contract) -> None:
        """Change a contract."""
        self._form(texts.CONTRACTS, parts.CONTRACT, contract, providers.save_contract)

    def edit_helper(self, helper: Helper) -> None:
        """Change a helper on the roster."""
        self._form(texts.HELPERS, parts.HELPER, helper, providers.save_helper)

    def edit_price(self, price: UnitPrice) -> None:
        """Change a version of the price table."""
        self._form(texts.PRICES, parts.PRICE, price, providers.save_price)

    def remove(self, record: Contract | Helper | UnitPrice) -> None:
        """Remove an entry made by mistake; refused while anything refers to it."""
        work = partial(providers.remove_entry, self._desk.ctx, record)
        self._desk.operations.command(work, owner=self)

    # --- inside

    def _list(
        self,
        columns: tuple[Column, ...],
        empty: str,
        new: Callable[[], None],
        edit: Callable[[Any], None],
    ) -> ListPanel:
        panel = ListPanel(self._desk, columns, empty=empty)
        panel.add_button(texts.NEW, new)
        panel.add_row_button(texts.EDIT, edit, main=True)
        panel.add_row_button(texts.REMOVE, self.remove)
        return panel

    def _show(self, rows: tuple[ProviderRow, ...]) -> None:
        lines = [ProviderLine(row) for row in rows]
        self.panel.show_rows(lines)
        if self.panel.table.chosen_row is None and lines:
            self.panel.table.choose(lines[0].id)
        self._read_detail(self.panel.table.chosen_row)

    def _read_detail(self, line: ProviderLine | None) -> None:
        self.pages.setEnabled(line is not None)
        if line is not None:
            work = partial(providers.provider_detail, self._desk.ctx, line.id)
            self._desk.operations.query(work, self._show_detail, key="settings.provider", owner=self)

    def _show_detail(self, detail: ProviderDetail) -> None:
        self.contracts.show_rows(detail.contracts)
        self.helpers.show_rows(detail.helpers)
        self.prices.show_rows(detail.prices)

    def _chosen_id(self) -> int | None:
        line: ProviderLine | None = self.panel.table.chosen_row
        return line.id if line else None

    def _new_contract(self) -> None:
        chosen = self._chosen_id()
        if chosen is not None:
            first, last = fiscal_range(fiscal_year(self._desk.today))
            self.edit_contract(Contract(provider_id=chosen, first_day=first, last_day=last))

    def _new_helper(self) -> None:
        chosen = self._chosen_id()
        if chosen is not None:
            self.edit_helper(Helper(provider_id=chosen, name="", joined_on=self._desk.today))

    def _new_price(self) -> None:
        chosen = self._chosen_id()
        if chosen is not None:
            self.edit_price(UnitPrice(provider_id=chosen, valid_from=self._desk.today))

    def _form(self, title: str, sections: tuple[Section, ...], record: Any, store: Store) -> None:  # noqa: ANN401
        key = f"{type(record).__name__}:{record.id}:{getattr(record, 'provider_id', '')}"
        act = Act(title=title, sections=sections, record=record, command=partial(store, self._desk.ctx), draft_key=key)
        FormDialog(self._desk, act, self.window()).open()
