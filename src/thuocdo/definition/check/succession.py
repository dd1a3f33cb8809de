"""Do the links to the set before this one lead from criteria there to criteria here, and do they hold?"""

from __future__ import annotations

from collections.abc import Iterator

from thuocdo.definition.check.context import Context
from thuocdo.definition.model import CriteriaSet, Link, LinkKind, Node
from thuocdo.definition.suggest import in_full, shorten, suggestion
from thuocdo.definition.unknown import unknown_node
from thuocdo.diagnostics import Diagnostic, Place, error, note, warning
from thuocdo.vietnamese.languages import Text

UNKNOWN_BEFORE = warning(
    "TD614",
    "Không tìm thấy bộ tiêu chí trước «{set}» trong thư viện hay cạnh bộ này, nên chưa đối chiếu được các liên kết.",
    "The set before, «{set}», is neither in the library nor beside this one, so the links could not be compared.",
)
UNKNOWN_OLD = error(
    "TD615",
    "Bộ tiêu chí trước «{set}» không có mục nào mang mã «{id}».",
    "The set before, «{set}», has no entry with the id «{id}».",
)
NOT_THE_SAME = warning(
    "TD616",
    "«{new}» được khai là giữ nguyên từ «{old}», nhưng {what} đã khác.",
    "«{new}» is said to be the same as «{old}», but {what} differs.",
)
WRONG_NUMBERS = error(
    "TD617",
    "Liên kết «{kind}» phải nối {wanted}; ở đây nối {old} mục cũ với {new} mục mới.",
    "A link «{kind}» joins {wanted}; here it joins {old} old with {new} new.",
)
LINKED_TWICE = warning(
    "TD618",
    "Mục «{id}» nằm trong hai liên kết với bộ tiêu chí trước.",
    "«{id}» is in two links to the set before.",
)
ITSELF = error(
    "TD619",
    "Bộ tiêu chí «{set}» không thể kế thừa chính nó.",
    "The criteria set «{set}» cannot succeed itself.",
)

ONE_TO_ONE = Text("một mục cũ với một mục mới", "one old entry with one new")
ONE_TO_MANY = Text("một mục cũ với nhiều mục mới", "one old entry with several new")
MANY_TO_ONE = Text("nhiều mục cũ với một mục mới", "several old entries with one new")
WANTED = {
    LinkKind.SAME: ONE_TO_ONE,
    LinkKind.CHANGED: ONE_TO_ONE,
    LinkKind.SPLIT: ONE_TO_MANY,
    LinkKind.MERGED: MANY_TO_ONE,
}


def check(context: Context) -> Iterator[Diagnostic]:
    """Look at the succession, if there is one."""
    succession = context.set.succeeds
    if succession is None or not context.sound_part("succeeds"):
        return
    place = context.reading.at((), "succeeds", "set")
    if succession.set == context.set.id:
        yield ITSELF.at(place, set=shorten(succession.set))
        return
    before = context.find_set(succession.set)
    if before is None:
        yield UNKNOWN_BEFORE.at(place, set=shorten(succession.set))
    yield from _links(context, succession.links, before)


def _links(context: Context, links: tuple[Link, ...], before: CriteriaSet | None) -> Iterator[Diagnostic]:
    old_nodes = before.nodes() if before is not None else None
    seen: dict[tuple[str, str], Place] = {}
    for index, link in enumerate(links):
        for side, ids in (("new", link.new), ("old", link.old)):
            for at, id in enumerate(ids):
                place = context.reading.at((), "succeeds", "links", index, side, at)
                first = seen.setdefault((side, id), place)
                if first is not place:
                    told = note("Lần đầu ở dòng {line}.", "First at line {line}.", first, line=str(first.line))
                    yield LINKED_TWICE.at(place, notes=(told,), id=id)
                if side == "new" and id not in context.ids and context.reading.whole:
                    yield unknown_node(place, id, context.ids)
                elif side == "old" and old_nodes is not None and before is not None and id not in old_nodes:
                    yield UNKNOWN_OLD.at(place, help=suggestion(id, old_nodes), set=before.id, id=id)
        yield from _fits(context, index, link)
        if old_nodes is not None and link.kind is LinkKind.SAME and len(link.new) == len(link.old) == 1:
            yield from _same(context, index, context.by_id.get(link.new[0]), old_nodes.get(link.old[0]))


def _fits(context: Context, index: int, link: Link) -> Iterator[Diagnostic]:
    new, old = len(link.new), len(link.old)
    fits = {
        LinkKind.SAME: new == old == 1,
        LinkKind.CHANGED: new == old == 1,
        LinkKind.SPLIT: old == 1 < new,
        LinkKind.MERGED: new == 1 < old,
    }
    if not fits[link.kind]:
        place = context.reading.at((), "succeeds", "links", index, "as")
        yield WRONG_NUMBERS.at(place, kind=link.kind.value, wanted=WANTED[link.kind], new=new, old=old)


def _same(context: Context, index: int, new: Node | None, old: Node | None) -> Iterator[Diagnostic]:
    if new is None or old is None or not context.sound(new):
        return
    parts = {
        Text("điểm tối đa", "the maximum"): new.max != old.max,
        Text("cách tính điểm", "the measure"): new.measure != old.measure,
        Text("các mục con", "what is inside"): [each.id for each in new.criteria] != [each.id for each in old.criteria],
    }
    what = tuple(name for name, differs in parts.items() if differs)
    if what:
        place = context.reading.at((), "succeeds", "links", index, "as")
        yield NOT_THE_SAME.at(place, new=in_full(new.name), old=in_full(old.name), what=what)
