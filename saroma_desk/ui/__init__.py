"""The window: the only rooms that know Qt.

How to write a tab (a whole one stands in `tests/ui/example_tab.py`):

1. `widgets/split_tab.SplitTab` gives list | editor with all that a person expects: F2, F5, F12, この世帯だけ, the
   question before typed text is left, counter mode. Write `read_rows`, `read_record`, `blank`, `store`, and say which
   `topics` the tab shows. A tab of another shape derives from `tab.Tab`.
2. The list is a tuple of `widgets/record_table.Column`; the editor a tuple of `fields.Section` of `fields.FieldSpec`.
   Labels are `terms.term(id)`; sentences go into the tab's own `messages` module, never into the middle of code.
3. Services are called through `desk.operations` only: `query` reads, `command` changes and gives a `Result`,
   `long_work` walks a generator with progress and a cancel button. Never touch `desk.ctx` on the GUI thread.
4. A small act with a few fields (approve, withdraw, a reason) is a `widgets/form_dialog.FormDialog`.
5. `desk.speaker` tells and asks; `desk.open(tab_id, selection)` goes elsewhere; `desk.choose_household(id)` sets the
   household of all tabs.
6. Parts to use: `widgets/chips`, `widgets/limit_meter`, `widgets/month_calendar`, `widgets/paper_preview`.
7. Register the tab in `tab.TABS`; look at its picture (`tests/ui/pictures.render_widget`).
"""
