import pytest

from registry.errors import WrongState
from registry.services.contribute.states import MOVES, Decision, Move, State, moved

WAY = {
    State.DRAFT: {
        Move.SAVE: State.DRAFT,
        Move.SUBMIT: State.SUBMITTED,
        Move.TAKE_BACK: State.TAKEN_BACK,
    },
    State.SUBMITTED: {
        Move.BEGIN_REVIEW: State.IN_REVIEW,
        Move.RETURN: State.RETURNED,
        Move.REJECT: State.REJECTED,
        Move.PUBLISH: State.PUBLISHED,
        Move.TAKE_BACK: State.TAKEN_BACK,
    },
    State.IN_REVIEW: {
        Move.RETURN: State.RETURNED,
        Move.REJECT: State.REJECTED,
        Move.PUBLISH: State.PUBLISHED,
        Move.TAKE_BACK: State.TAKEN_BACK,
    },
    State.RETURNED: {
        Move.SAVE: State.RETURNED,
        Move.SUBMIT: State.SUBMITTED,
        Move.TAKE_BACK: State.TAKEN_BACK,
    },
    State.REJECTED: {},
    State.TAKEN_BACK: {},
    State.PUBLISHED: {},
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", Move)
def test_each_move_leads_where_it_is_said_to_and_from_nowhere_else(state: State, move: Move) -> None:
    if move in WAY[state]:
        assert moved("it", state, move) is WAY[state][move]
    else:
        with pytest.raises(WrongState, match=f"it is {state.value}; it cannot be {move.value}"):
            moved("it", state, move)


def test_whoever_comes_too_late_is_told_what_can_be_done_instead() -> None:
    with pytest.raises(WrongState, match=r"It can be taken back, put under review, returned, rejected, published\."):
        moved("it", State.SUBMITTED, Move.SAVE)
    with pytest.raises(WrongState, match=r"Nothing more can be done to it\."):
        moved("it", State.PUBLISHED, Move.TAKE_BACK)


def test_every_decision_is_a_move() -> None:
    assert {decision.move for decision in Decision} == set(MOVES) - {Move.SAVE, Move.SUBMIT, Move.TAKE_BACK}
