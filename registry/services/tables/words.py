"""The words of a cell: one text for each state and value, the same in every format that people read."""

from decimal import Decimal

from registry.services.compare.comparison import Amount, Amounts, Backing, Cell, Count, State, Targets, Value

NOT_STATED = str(State.NOT_STATED)


def cell_words(cell: Cell) -> str:
    """What a cell says: its value, or in words why there is none. Never empty."""
    if cell.state is not State.PRESENT:
        return f"{cell.state} ({cell.silent:,} without a stated amount)" if cell.silent else str(cell.state)
    return str(cell.state) if cell.value is None else measured(cell.value)


def measured(value: Value) -> str:
    """A value in words."""
    match value:
        case Count():
            return f"{value.number:,}"
        case Amounts():
            return _amounts(value)
        case Targets():
            return (
                f"{_counted(value.targets, 'target')}: {value.with_value:,} with a value, "
                f"{value.with_deadline:,} with a deadline, {value.with_both:,} with both"
            )
        case Backing():
            kinds = ", ".join(f"{kind.replace('-', ' ')} {number:,}" for kind, number in value.source_kinds.items())
            sources = _counted(value.sources, "source") + (f" ({kinds})" if kinds else "")
            return f"{_counted(value.records, 'record')}, {value.cited:,} cited, {sources}"


def number_words(number: Decimal) -> str:
    """A decimal in full, with commas between thousands."""
    return f"{number:,f}"


def _amounts(value: Amounts) -> str:
    stated = [_amount(each) for each in value.amounts]
    silent = f"{value.silent:,} without a stated amount" if value.silent else ""
    return "; ".join([*stated, silent] if silent else stated) or NOT_STATED


def _amount(amount: Amount) -> str:
    currency = amount.currency or f"currency {NOT_STATED}"
    year = str(amount.year) if amount.year is not None else f"year {NOT_STATED}"
    disputed = "; ".join(" against ".join(map(number_words, sums)) for _, sums in amount.disputed)
    if amount.total is None:
        return f"disputed: {disputed} {currency} ({year})"
    words = f"{number_words(amount.total)} {currency} ({year})"
    return f"{words}, disputed besides: {disputed}" if disputed else words


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
