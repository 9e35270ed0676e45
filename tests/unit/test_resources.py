from registry.resources import ONTOLOGY, SEED, SHAPES, turtle_files


def test_the_projects_own_files_are_found() -> None:
    assert (ONTOLOGY / "core.ttl").is_file()
    assert (SHAPES / "mission.ttl").is_file()
    assert turtle_files(SEED)


def test_files_come_in_a_fixed_order() -> None:
    files = turtle_files(SHAPES)
    assert files == sorted(files)
    assert all(path.suffix == ".ttl" for path in files)
