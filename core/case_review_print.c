/* The review of one incident for paper. */
#include "core/case_review.h"
#include "core/grid.h"
#include "core/say.h"
#include "core/text.h"

enum { COLUMNS = 97 };

struct print {
	const struct case_review *r;
	bool html;
	struct str *out;
};

static void
add_wrapped(void *ctx, const char *bytes, size_t n)
{
	struct str *out = ctx;

	str_add_n(out, bytes, n);
	str_add_char(out, '\n');
}

static void
paragraph(struct print *p, const char *text)
{
	if (!p->html) {
		text_wrap(text, COLUMNS, add_wrapped, p->out);
		return;
	}
	str_add(p->out, "<p>");
	html_add(p->out, text);
	str_add(p->out, "</p>\n");
}

static void
head(struct print *p, const struct station *station, bool practice)
{
	static const struct station nameless;
	const struct case_review *r = p->r;
	struct arena a = {0};
	struct station_names names;
	const char *title;
	char learned[MOMENT_TEXT];
	struct str s = STR_INIT;

	say_station(&a, station ? station : &nameless, &names);
	title = arena_text_f(&a, "%s%s%s", practice ? "【演练】" : "", names.head,
			     _("Review of an incident's times"));
	if (p->html) {
		html_begin(p->out, title, true);
		str_add(p->out, "<h1>");
		html_add(p->out, title);
		str_add(p->out, "</h1>\n");
	} else {
		text_centre(p->out, title, COLUMNS);
	}
	moment_iso(moment_at(r->cf->learned), learned);
	learned[16] = '\0';
	learned[10] = ' ';
	str_add_f(&s, _("%s  %s  received %s"), r->cf->id,
		  r->cf->incident->title ? r->cf->incident->title : r->cf->incident->place,
		  learned);
	if (r->view.confirmed)
		str_add_f(&s, _("  by figures %s"), _(choice_label(grades, r->view.confirmed)));
	if (r->view.danger)
		str_add_f(&s, "  %s", _("gravely endangering"));
	paragraph(p, s.ptr);
	str_cut(&s, 0);
	str_add_f(&s, _("Late: %zu. With reason: %zu."), r->late, r->excused);
	paragraph(p, s.ptr);
	str_clear(&s);
	arena_free(&a);
}

static void
chain(struct print *p)
{
	static const int widths[] = {22, 21, 10, 16, 22};
	const char *const heads[] = {_("Step"), _("Time"), _("Min/limit"), _("Result"),
				     _("Evidence")};
	struct grid g = {.out = p->out, .html = p->html, .widths = widths, .n = 5};

	grid_begin(&g);
	grid_row(&g, heads, true, true);
	for (size_t i = 0; i < p->r->nnodes; i++) {
		const struct review_node *n = &p->r->nodes[i];
		struct str times = STR_INIT, minutes = STR_INIT;

		review_node_times(p->r, n, &times);
		review_node_minutes(n, &minutes);
		grid_row(
		    &g,
		    (const char *const[]){n->name, times.ptr, minutes.ptr, n->verdict, n->evidence},
		    false, true);
		str_clear(&times);
		str_clear(&minutes);
	}
	grid_end(&g);
}

static void
part(struct print *p, enum review_part which, int number)
{
	struct str s = STR_INIT;
	size_t n = 0;

	for (size_t i = 0; i < p->r->nlines; i++)
		n += p->r->lines[i].part == which;
	str_add_f(&s, "%d. %s", number, _(review_part_labels[which]));
	str_add(&s, n ? "" : _(": none"));
	paragraph(p, s.ptr);
	for (size_t i = 0; i < p->r->nlines; i++) {
		const struct review_line *l = &p->r->lines[i];

		if (l->part != which)
			continue;
		str_cut(&s, 0);
		str_add(&s, "  · ");
		if (l->doubt)
			str_add_f(&s, "[%s] ", _(review_doubt_labels[l->doubt]));
		str_add(&s, l->text);
		if (l->id)
			str_add_f(&s, " (%s)", l->id);
		paragraph(p, s.ptr);
	}
	str_clear(&s);
}

void
case_review_print(const struct case_review *r, const struct station *station, bool practice,
		  bool html, struct str *out)
{
	struct print p = {.r = r, .html = html, .out = out};

	head(&p, station, practice);
	chain(&p);
	for (enum review_part w = 0; w < REVIEW_PARTS; w++)
		part(&p, w, (int)w + 1);
	if (!r->verdict)
		paragraph(&p, _("Verdict: □ in order  □ reminder  □ returned for correction  □ "
				"under supervision    Until:              By:              Time:"));
	if (html)
		html_end(out);
}
