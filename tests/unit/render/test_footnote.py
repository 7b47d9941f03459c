"""The mark for what cannot be read in the sources."""

from hintbook.render.text import with_footnote


def test_illegible_parts_are_marked_and_explained_once() -> None:
    html = '<p data-x="原資料で判読不能です">回数は、原資料で判読不能です。</p><p>人数は原資料で判読不能</p>'
    marked = with_footnote(html)
    assert marked.count("不明<sup>") == 2
    assert marked.count('id="illegible"') == 1
    assert 'data-x="原資料で判読不能です">' in marked
    assert "回数は、不明<sup>" in marked


def test_a_page_that_speaks_of_the_words_stays_as_it_is() -> None:
    html = "<p>「原資料で判読不能」と記しています。</p>"
    assert with_footnote(html) == html
