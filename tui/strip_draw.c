/* A day's coverage as rows of cells. */
#include "tui/strip_draw.h"

#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "core/season.h"
#include "core/text.h"

enum { LABEL = 12, QUARTERS_COLS = 116, HALF = 1800, QUARTER = 900 };

struct scale {
	int64_t step; /* seconds a column */
	int cols;
};

static struct scale
scale_of(const struct strip_frame *f, const struct canvas *c)
{
	struct scale s = {.step = c->cols >= QUARTERS_COLS ? QUARTER : HALF};

	s.cols = (int)((f->until - f->from) / s.step);
	if (s.cols > c->cols - LABEL)
		s.cols = c->cols - LABEL > 0 ? c->cols - LABEL : 0;
	return s;
}

static bool
mode_shows(const struct strip_frame *f)
{
	return duty_mode_at(f->book, f->from) != MODE_NORMAL ||
	       duty_mode_next(f->book, f->from) < f->until;
}

int
strip_head_rows(const struct strip_frame *f)
{
	return 1 + mode_shows(f);
}

/* ---- the head ---- */

static void
draw_hours(const struct strip_frame *f, const struct scale *s, struct canvas *c)
{
	int columns_an_hour = (int)(3600 / s->step), now = -2;

	if (f->now >= f->from && f->now < f->until)
		now = (int)((f->now - f->from) / s->step);
	canvas_fill(c, 0, 0, 1, c->cols, ' ', STYLE_HEADING);
	for (int col = 0; col < s->cols; col++) {
		int64_t at = f->from + col * s->step;
		struct civil t = civil_of(at);
		char text[8];

		if (t.minute != 0 || (columns_an_hour < 4 && t.hour % 2) || col == now ||
		    col + 1 == now)
			continue;
		snprintf(text, sizeof(text), "%02d", t.hour);
		canvas_put(c, 0, LABEL + col, text, STYLE_HEADING);
	}
	if (now >= 0 && now < s->cols)
		canvas_put(c, 0, LABEL + now, "▼", STYLE_FOCUS);
}

/* A run of columns: a word and, as far as it goes, a filling. */
static void
draw_run(struct canvas *c, int row, int col, int cells, const char *text, const char *filling,
	 enum style_role style)
{
	int width = 0;
	size_t n = text_fit(text, cells, &width);

	canvas_text_n(c, row, LABEL + col, width, text, n, style);
	for (int i = width; i < cells; i++)
		canvas_put(c, row, LABEL + col + i, filling, style);
}

/* A run for each mode and what it comes from. */
static void
draw_mode(const struct strip_frame *f, const struct scale *s, struct canvas *c, int row)
{
	canvas_text(c, row, 0, LABEL - 1, _("Mode"), STYLE_WARNING);
	for (int col = 0, next; col < s->cols; col = next) {
		int64_t at = f->from + col * s->step;
		const struct thing *cause = duty_mode_cause(f->book, at);
		struct str text = STR_INIT;

		for (next = col + 1; next < s->cols; next++)
			if (duty_mode_cause(f->book, f->from + next * s->step) != cause)
				break;
		str_add(&text, col ? "│" : "");
		duty_mode_text(f->book, at, &text);
		draw_run(c, row, col, next - col, text.ptr, " ",
			 duty_mode_at(f->book, at) == MODE_NORMAL ? STYLE_DIM : STYLE_WARNING);
		str_clear(&text);
	}
}

/* ---- a lane ---- */

/* What a column shows: a gap however short, else what stands at its beginning or comes in it. */
static const struct strip_part *
part_of(const struct strip_lane *lane, int64_t from, int64_t until)
{
	const struct strip_part *found = NULL;

	for (size_t i = 0; i < lane->parts.n; i++) {
		const struct strip_part *p = &lane->parts.v[i];

		if (p->from >= until || p->until <= from)
			continue;
		if (p->what == STRIP_GAP)
			return p;
		if (!found)
			found = p;
	}
	return found;
}

static void
part_text(const struct strip_part *p, struct str *out)
{
	switch (p->what) {
	case STRIP_STANDS:
		str_add(out, p->name);
		if (p->source == ASSIGN_SWAP)
			str_add(out, _("(swap)"));
		else if (p->source == ASSIGN_TAKEOVER)
			str_add(out, _("(takeover)"));
		break;
	case STRIP_DOUBLES:
		str_add_f(out, _("(%s too)"), p->name);
		break;
	case STRIP_COVER:
		str_add_f(out, _("%s covers"), p->name);
		break;
	case STRIP_GAP:
		if (p->have == 0)
			str_add(out, _("■gap"));
		else
			str_add_f(out, _("■%lld lack"), (long long)(p->need - p->have));
		break;
	case STRIP_OFFICE:
		str_add(out, _("office"));
		break;
	case STRIP_FREE:
		str_add(out, _("not stood"));
		break;
	}
}

static const struct {
	const char *filling;
	enum style_role style;
} looks[] = {
    [STRIP_STANDS] = {"─", STYLE_NORMAL}, [STRIP_DOUBLES] = {"┄", STYLE_NORMAL},
    [STRIP_COVER] = {"═", STYLE_NORMAL},  [STRIP_GAP] = {"■", STYLE_OVERDUE},
    [STRIP_OFFICE] = {"·", STYLE_DIM},    [STRIP_FREE] = {" ", STYLE_DIM},
};

static void
draw_part(const struct strip_frame *f, const struct strip_lane *lane, const struct strip_part *p,
	  struct canvas *c, const int where[3])
{
	bool oncall =
	    p->what == STRIP_STANDS && duty_readiness(f->book, lane->post, p->from) == READY_ONCALL;
	struct str text = STR_INIT;

	if (where[1] > 0 && p->what != STRIP_GAP)
		str_add(&text, "│");
	part_text(p, &text);
	draw_run(c, where[0], where[1], where[2], text.ptr, oncall ? "╌" : looks[p->what].filling,
		 looks[p->what].style);
	str_clear(&text);
}

/* The first row of a post says how it stands with it. */
static void
draw_sum(const struct strip_frame *f, const struct strip_lane *lane, struct canvas *c, int row,
	 int col)
{
	static const char *const readiness[] = {"", N_("site"), N_("base"), N_("call")};
	int64_t minutes = strip_gap_minutes(f->strip, lane->post);
	int ready = duty_readiness(f->book, lane->post, f->from);

	canvas_text(c, row, 0, LABEL - 1, duty_post_name(f->book, lane->post), STYLE_STRONG);
	if (col >= c->cols)
		return;
	col = canvas_put(c, row, col + 1, _(readiness[ready]), STYLE_DIM) + 1;
	if (minutes > 0) {
		char text[60];

		snprintf(text, sizeof(text), "■%lld:%02lld", (long long)(minutes / 60),
			 (long long)(minutes % 60));
		canvas_put(c, row, col, text, STYLE_OVERDUE);
	} else {
		canvas_put(c, row, col, "√", STYLE_GOOD);
	}
}

static void
draw_lane(const struct strip_frame *f, const struct scale *s, const struct strip_lane *lane,
	  struct canvas *c, int row)
{
	for (int col = 0, next; col < s->cols; col = next) {
		int64_t at = f->from + col * s->step;
		const struct strip_part *p = part_of(lane, at, at + s->step);

		for (next = col + 1; next < s->cols; next++) {
			at = f->from + next * s->step;
			if (part_of(lane, at, at + s->step) != p)
				break;
		}
		if (p)
			draw_part(f, lane, p, c, (const int[3]){row, col, next - col});
	}
	if (lane->first)
		draw_sum(f, lane, c, row, LABEL + s->cols);
}

void
strip_draw(const struct strip_frame *f, struct canvas *c)
{
	struct scale s = scale_of(f, c);
	int row = 1;

	draw_hours(f, &s, c);
	if (mode_shows(f))
		draw_mode(f, &s, c, row++);
	for (size_t i = f->top; i < f->strip->lanes.n && row < c->rows; i++)
		draw_lane(f, &s, &f->strip->lanes.v[i], c, row++);
}
