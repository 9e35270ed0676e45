"""What a person meets in a real browser."""

from tests.browser.chromium import Browser

RUN = "document.querySelector('.graphiql-execute-button').click() || true"
ANSWER = """(text => text.includes('totalCount') && text)(
    document.querySelector('.result-window .view-lines')?.innerText ?? '')"""
EDITOR = "!!document.querySelector('.graphiql-query-editor .view-line')"


def test_the_first_query_runs_and_shows_real_missions(browser: Browser, address: str) -> None:
    browser.open(address + "/")
    browser.wait_for(EDITOR)
    browser.run(RUN)
    assert '"title"' in browser.wait_for(ANSWER)


def make_a_mistake(browser: Browser) -> None:
    """Writes a field that there is not, and waits until it is underlined."""
    browser.wait_for("!!globalThis.__MONACO && globalThis.__MONACO.editor.getModels().length > 0 && " + EDITOR)
    queries = "globalThis.__MONACO.editor.getModels().find(model => model.uri.path.endsWith('.graphql'))"
    browser.run(f"{queries}.setValue('{{ missions {{ noSuchField }} }}') || true")
    marks = "globalThis.__MONACO.editor.getModelMarkers({}).map(mark => mark.message).join()"
    assert "noSuchField" in browser.wait_for(f"(text => text.includes('noSuchField') && text)({marks})")


def test_nothing_is_asked_from_elsewhere_and_nothing_complains(browser: Browser, address: str) -> None:
    browser.open(address + "/")
    browser.wait_for(EDITOR)
    browser.run(RUN)
    browser.wait_for(ANSWER)
    make_a_mistake(browser)  # what underlines it comes from a worker, which is asked for only then
    elsewhere = [asked for asked in browser.requested if not asked.startswith((address, "data:"))]
    assert elsewhere == []
    assert browser.complaints == []
    assert any("worker-graphql" in asked for asked in browser.requested)


def test_the_documentation_of_the_schema_opens(browser: Browser, address: str) -> None:
    browser.open(address + "/")
    browser.wait_for(EDITOR)
    browser.run("document.querySelector('button[aria-label=\"Show Documentation Explorer\"]').click() || true")
    browser.wait_for("document.querySelector('.graphiql-plugin')?.innerText.includes('Root Types')")


def test_a_mistake_in_a_query_is_underlined_by_the_schema(browser: Browser, address: str) -> None:
    browser.open(address + "/")
    make_a_mistake(browser)


def test_a_record_page_is_shown_with_its_style_and_leads_on(browser: Browser, address: str) -> None:
    browser.open(address + "/id/mission/school-food")
    assert browser.wait_for("document.querySelector('h1')?.innerText") == "School food"
    assert browser.run("getComputedStyle(document.querySelector('dl.fields')).display") == "grid"
    browser.run("document.querySelector('a[href=\"/id/place/sweden\"]').click() || true")
    browser.wait_for("document.querySelector('h1')?.innerText === 'Sweden'")
    assert browser.complaints == []
