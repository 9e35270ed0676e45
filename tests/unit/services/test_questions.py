from pathlib import Path

from registry.services.questions import competency_questions
from registry.store.public import public_query


def test_every_question_has_a_title_and_a_query_that_may_be_asked() -> None:
    questions = competency_questions()
    assert len(questions) > 20
    for question in questions:
        assert "?" in question.title
        public_query(question.query)


def test_the_title_is_the_first_paragraph_of_the_comment(tmp_path: Path) -> None:
    (tmp_path / "01-a.rq").write_text("# Which one\n# is it?\n#\n# More.\nASK {}")
    (question,) = competency_questions(tmp_path)
    assert (question.name, question.title) == ("01-a", "Which one is it?")
    (tmp_path / "01-a.rq").write_text("# Alone?")
    assert competency_questions(tmp_path)[0].title == "Alone?"
