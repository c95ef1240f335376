"""How many posts a receiver gets at a time."""

from openmoderator.callbacks.hosts import HostSlots


def test_a_receiver_has_so_many_slots_and_no_more() -> None:
    slots = HostSlots(per_host=2)
    with slots.slot("a") as first, slots.slot("a") as second, slots.slot("a") as third:
        assert (first, second, third) == (True, True, False)


def test_a_full_receiver_takes_nothing_from_another() -> None:
    slots = HostSlots(per_host=1)
    with slots.slot("a"), slots.slot("a") as full, slots.slot("b") as other:
        assert (full, other) == (False, True)


def test_a_slot_is_given_back_also_after_an_error() -> None:
    slots = HostSlots(per_host=1)
    try:
        with slots.slot("a"):
            raise RuntimeError
    except RuntimeError:
        pass
    with slots.slot("a") as again:
        assert again


def test_one_who_got_no_slot_gives_none_back() -> None:
    slots = HostSlots(per_host=1)
    with slots.slot("a"):
        with slots.slot("a"):
            pass
        with slots.slot("a") as still_full:
            assert not still_full
