from geodata.explain import explain


def test_each_name_has_its_candidates_scores_and_reasons() -> None:
    told = "\n".join(explain("A gunman opened fire in Paris, Texas."))
    assert "Paris  [24:29]" in told
    assert "* 1." in told and "Paris, Texas, USA (town" in told
    assert "the text names its region or country right after it" in told
    assert "literal: after 'in'" in told


def test_an_open_name_says_so() -> None:
    assert "place   open" in "\n".join(explain("Drones struck Tarasivka overnight."))


def test_no_name_is_told() -> None:
    assert list(explain("Nothing happened.")) == ["no place names found"]
