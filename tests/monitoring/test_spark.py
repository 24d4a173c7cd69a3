from lotrinh.monitoring.spark import HEIGHT, MARGIN, WIDTH, spark


def test_a_rising_figure_is_drawn_from_lower_left_to_upper_right():
    drawn = spark([10, 20])
    assert drawn.points == ((MARGIN, HEIGHT - MARGIN), (WIDTH - MARGIN, MARGIN))


def test_a_year_without_a_figure_leaves_its_step_empty():
    drawn = spark([10, None, 20])
    assert [x for x, _ in drawn.points] == [MARGIN, WIDTH - MARGIN]


def test_the_threshold_stands_within_the_drawing():
    drawn = spark([40, 60], threshold=80)
    assert drawn.threshold == MARGIN
    assert drawn.last == (WIDTH - MARGIN, 17.0)


def test_one_value_makes_no_line():
    assert spark([None, 3]) is None


def test_a_figure_that_never_moved_lies_in_the_middle():
    assert spark([5, 5]).line == "4.0,17.0 116.0,17.0"
