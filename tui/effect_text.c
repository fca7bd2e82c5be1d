/* What a change of the roster would do, in lines. */
#include "tui/effect_text.h"

#include "core/i18n.h"
#include "core/str.h"

struct lines {
	struct arena *arena;
	struct effect_line *v;
	size_t n;
};

static void
add(struct lines *l, const char *text, enum style_role style)
{
	if (l->n < EFFECT_LINES)
		l->v[l->n++] = (struct effect_line){text, style};
}

static const char *
word_of(const struct violation *v)
{
	if (!v->hard)
		return N_("▲ note: %s");
	return str_equal(v->rule, "gap") ? N_("■ opens a gap: %s") : N_("■ breaks: %s");
}

static void
add_broken(struct lines *l, const struct duty_effect *x, size_t most)
{
	size_t told = 0, left = 0;

	for (int hard = 1; hard >= 0; hard--)
		for (size_t i = 0; i < x->broken.n; i++) {
			const struct violation *v = &x->broken.v[i];

			if (v->hard != (hard == 1))
				continue;
			if (told++ < most)
				add(l, arena_text_f(l->arena, _(word_of(v)), v->why),
				    hard ? STYLE_OVERDUE : STYLE_WARNING);
			else
				left++;
		}
	if (left)
		add(l, arena_text_f(l->arena, _("■ and %zu more"), left), STYLE_OVERDUE);
	if (x->broken.n == 0)
		add(l, _("√ breaks no rule, leaves no gap"), STYLE_GOOD);
}

static void
add_mended(struct lines *l, const struct duty_effect *x, size_t most)
{
	for (size_t i = 0; i < x->mended.n && i < most; i++)
		add(l, arena_text_f(l->arena, _("√ mends: %s"), x->mended.v[i].why), STYLE_GOOD);
}

static void
add_bears(struct lines *l, struct book *b, const struct duty_bears *p)
{
	add(l,
	    arena_text_f(
		l->arena, _("%s that month: %zu → %zu duties, %lld → %lld h, weighted %lld → %lld"),
		book_author_name(b, l->arena, p->person), p->before.duties, p->after.duties,
		(long long)(p->before.minutes / 60), (long long)(p->after.minutes / 60),
		(long long)(p->before.weighted / 1000), (long long)(p->after.weighted / 1000)),
	    STYLE_NORMAL);
}

size_t
effect_lines(struct book *b, struct arena *a, const struct duty_effect *x, size_t most,
	     struct effect_line out[EFFECT_LINES])
{
	struct lines l = {.arena = a, .v = out};

	add_broken(&l, x, most);
	add_mended(&l, x, most);
	for (size_t i = 0; i < x->npeople; i++)
		add_bears(&l, b, &x->people[i]);
	return l.n;
}

void
effect_text(struct book *b, struct arena *a, const struct duty_effect *x, size_t most,
	    struct str *out)
{
	struct effect_line lines[EFFECT_LINES];
	size_t n = effect_lines(b, a, x, most, lines);

	for (size_t i = 0; i < n; i++)
		str_add_f(out, "%s%s", out->len ? "\n" : "", lines[i].text);
}
