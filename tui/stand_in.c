/* Who stands in for whom: a duty, a person, a duty in return. */
#include "tui/stand_in.h"

#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "tui/roster_more.h"

enum { AHEAD_DAYS = 62, BEFORE_DAYS = 38, FIT_ROWS = 4 };

/* ---- cells ---- */

static const char *
when(int64_t secs, char out[MOMENT_TEXT])
{
	moment_screen(moment_at(secs), out);
	return out;
}

static void
add_day_note(const struct stand_in *si, const struct stint *s, struct str *out)
{
	const struct calendar *cal = &si->roster.calendar;
	int day = day_of(s->from);

	str_add_f(out, "%s%s%s", weekday_zh(day), *calendar_name(cal, day) ? " " : "",
		  calendar_name(cal, day));
	if (!si->takeover && si->step == STEP_DUTY &&
	    duty_notice_short(&si->limits, cal, console_now(&si->base), s->from))
		str_add_f(out, _("  ▲ short notice: %d days ahead is the rule"),
			  duty_notice_days(&si->limits, cal, s->from));
}

static void
duty_cell(const struct stand_in *si, const struct stint *s, size_t column, struct str *out,
	  enum style_role *style)
{
	const struct duty_book *d = &si->roster.duty;
	char text[MOMENT_TEXT];

	switch (column) {
	case 0:
		str_add(out, when(s->from, text));
		break;
	case 1:
		str_add(out, when(s->until, text));
		break;
	case 2:
		str_add(out, duty_post_name(d, s->post));
		break;
	case 3:
		str_add(out, s->person ? duty_person_name(d, s->person) : _("■ nobody"));
		break;
	default:
		add_day_note(si, s, out);
	}
	if (!s->person)
		*style = STYLE_OVERDUE;
}

static void
person_cell(const struct stand_in *si, const struct duty_fit *f, size_t column, struct str *out,
	    enum style_role *style)
{
	const struct duty_book *d = &si->roster.duty;
	const struct person *p = duty_person(d, f->person);

	*style = f->hard || f->away ? STYLE_DIM : f->soft ? STYLE_WARNING : STYLE_NORMAL;
	switch (column) {
	case 0:
		str_add(out, duty_person_name(d, f->person));
		break;
	case 1:
		str_add(out, p && p->post ? p->post : "");
		break;
	case 2:
		str_add(out, f->away     ? _("on leave")
			     : f->stands ? duty_post_name(d, f->stands)
					 : _("free"));
		break;
	case 3:
		str_add_f(out, _("%zu duties %lld h"), f->load.duties,
			  (long long)(f->load.minutes / 60));
		break;
	default:
		str_add(out, f->why ? (f->hard ? "■ " : "▲ ") : "√");
		str_add(out, f->why ? f->why : "");
	}
}

static size_t
count(void *ctx)
{
	const struct stand_in *si = ctx;

	return si->step == STEP_DUTY     ? si->duties.n
	       : si->step == STEP_PERSON ? si->fits.n
					 : si->back.n + 1;
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	const struct stand_in *si = ctx;

	if (si->step == STEP_DUTY)
		duty_cell(si, &si->duties.v[row], column, out, style);
	else if (si->step == STEP_PERSON)
		person_cell(si, &si->fits.v[row], column, out, style);
	else if (row > 0)
		duty_cell(si, &si->back.v[row - 1], column, out, style);
	else if (column == 4)
		str_add(out, _("nothing in return (a substitute)"));
}

static void
id(void *ctx, size_t row, struct str *out)
{
	const struct stand_in *si = ctx;
	const struct stint *s = si->step == STEP_DUTY   ? &si->duties.v[row]
				: si->step == STEP_BACK ? row ? &si->back.v[row - 1] : NULL
							: NULL;

	if (si->step == STEP_PERSON)
		str_add(out, si->fits.v[row].person);
	else if (s)
		str_add_f(out, "%lld %s %s", (long long)s->from, s->post,
			  s->person ? s->person : "");
}

/* clang-format off */
static const struct list_column duty_columns[] = {
	{ N_("From"),   11, false },
	{ N_("Until"),  11, false },
	{ N_("Post"),   12, false },
	{ N_("Person"), 10, false },
	{ N_("Day"),    0,  false },
};

static const struct list_column person_columns[] = {
	{ N_("Person"),       10, false },
	{ N_("Office"),       12, false },
	{ N_("At that time"), 12, false },
	{ N_("That month"),   14, false },
	{ N_("What it breaks"), 0,  false },
};
/* clang-format on */

static void
set_step(struct stand_in *si, enum stand_in_step step)
{
	bool people = step == STEP_PERSON;

	list_clear(&si->list);
	si->step = step;
	si->source = (struct list_source){
	    .columns = people ? person_columns : duty_columns,
	    .ncolumns = people ? ARRAY_LEN(person_columns) : ARRAY_LEN(duty_columns),
	    .empty = people ? N_("nobody else is on the books") : N_("no duty to choose from"),
	    .count = count,
	    .cell = cell,
	    .id = id};
	list_init(&si->list, &si->source, si);
}

/* ---- what there is to choose from ---- */

static void
find_ahead(const struct stand_in *si, const char *person, struct stints *out)
{
	int64_t now = console_now(&si->base);
	struct stints all = {0};

	duty_resolve(&si->roster.duty, now, now + AHEAD_DAYS * (int64_t)DAY_SECONDS, &all);
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].from > now && (!person || str_equal(all.v[i].person, person)))
			vec_push(out, all.v[i]);
	vec_clear(&all);
}

/* Who stands now, and the places that nobody fills. */
static void
find_now(const struct stand_in *si, struct stints *out)
{
	const struct duty_book *d = &si->roster.duty;
	int64_t now = minute_floor(console_now(&si->base));
	struct gaps gaps = {0};

	duty_at(d, now, out);
	duty_gaps(d, now, now + DAY_SECONDS, &gaps);
	for (size_t i = 0; i < gaps.n; i++)
		if (gaps.v[i].from <= now)
			vec_push(out, ((struct stint){.post = gaps.v[i].post,
						      .from = now,
						      .until = gaps.v[i].until}));
	vec_clear(&gaps);
}

static int
month_of(int day)
{
	return day / 100 * 100 + 1;
}

static void
find_people(struct stand_in *si)
{
	int month = month_of(day_of(si->from));
	struct duty_fit_ask ask = {
	    .book = &si->roster.duty,
	    .limits = &si->limits,
	    .duty = {.person = *si->person ? si->person : NULL,
		     .post = si->post,
		     .from = si->takeover ? minute_floor(console_now(&si->base)) : si->from,
		     .until = si->until},
	    .takeover = si->takeover,
	    .load_from = day_secs(month),
	    .load_until = day_secs(month_of(day_add(month, 31)))};

	duty_fit(&si->arena, &ask, &si->fits);
}

static void
forget(struct stand_in *si)
{
	vec_clear(&si->duties);
	vec_clear(&si->fits);
	vec_clear(&si->back);
	roster_clear(&si->roster);
	si->roster = (struct roster){0};
	arena_free(&si->arena);
}

static void
select_spot(struct stand_in *si)
{
	const char *clerk = book_author(console_of(&si->base)->book);
	size_t best = 0;
	int most = -1;

	for (size_t i = 0; i < si->duties.n; i++) {
		const struct stint *s = &si->duties.v[i];
		int points =
		    (si->spot_day && day_of(s->from) == si->spot_day) * 4 +
		    (*si->spot_post && str_equal(s->post, si->spot_post)) * 2 +
		    (*si->spot_person && str_equal(s->person, si->spot_person)) * 2 +
		    (!si->takeover && !si->spot_day && clerk && str_equal(s->person, clerk));

		if (points > most) {
			most = points;
			best = i;
		}
	}
	list_select(&si->list, best);
}

enum rc
stand_in_load(struct view *v, struct err *e)
{
	struct stand_in *si = (struct stand_in *)v;
	struct book *b = console_book(v);
	int64_t now = book_now(b), day = DAY_SECONDS;
	bool first = si->roster.duty.people.n == 0 && si->step == STEP_DUTY;

	forget(si);
	if (roster_load(b, &si->arena, NULL, now - BEFORE_DAYS * day, now + (AHEAD_DAYS + 38) * day,
			&si->roster, e) != RC_OK ||
	    roster_limits(b, &si->arena, &si->limits, e) != RC_OK)
		return e->code;
	if (si->takeover)
		find_now(si, &si->duties);
	else
		find_ahead(si, NULL, &si->duties);
	if (si->step >= STEP_PERSON)
		find_people(si);
	if (si->step == STEP_BACK)
		find_ahead(si, si->with, &si->back);
	list_reload(&si->list);
	if (first)
		select_spot(si);
	return RC_OK;
}

enum rc
stand_in_open(struct view *v, const void *arg, struct err *e)
{
	struct stand_in *si = (struct stand_in *)v;
	const struct roster_spot *spot = arg;

	(void)e;
	if (spot) {
		si->spot_day = spot->day;
		snprintf(si->spot_post, ID_TEXT, "%s", spot->post ? spot->post : "");
		snprintf(si->spot_person, ID_TEXT, "%s", spot->person ? spot->person : "");
	}
	set_step(si, STEP_DUTY);
	return RC_OK;
}

struct wrapped {
	struct canvas *canvas;
	int row;
	enum style_role style;
};

static void
draw_wrapped(void *ctx, const char *bytes, size_t n)
{
	struct wrapped *w = ctx;

	canvas_text_n(w->canvas, w->row++, 1, w->canvas->cols - 2, bytes, n, w->style);
}

/* The whole sentence of what the selected person would break, and how to reach them. */
static void
draw_fit(const struct stand_in *si, struct canvas *c, int row)
{
	const struct duty_fit *f =
	    list_has_selection(&si->list) ? &si->fits.v[si->list.selected] : NULL;
	const struct person *p = f ? duty_person(&si->roster.duty, f->person) : NULL;
	struct wrapped w = {c, row + 1, f && f->hard ? STYLE_OVERDUE : STYLE_WARNING};
	char phone[200];

	canvas_rule(c, row, 0, c->cols, STYLE_FRAME);
	if (f && f->why)
		text_wrap(f->why, c->cols - 2, draw_wrapped, &w);
	if (!p || !(p->phone || p->mobile))
		return;
	snprintf(phone, sizeof(phone), _("telephone %s  %s"), p->phone ? p->phone : "",
		 p->mobile ? p->mobile : "");
	canvas_text(c, w.row, 1, c->cols - 2, phone, STYLE_NORMAL);
}

void
stand_in_draw(struct view *v, struct canvas *c)
{
	struct stand_in *si = (struct stand_in *)v;
	struct canvas rest = canvas_part(c, 1, 0, c->rows - 1, c->cols);
	const char *line;

	if (si->step == STEP_DUTY)
		line = si->takeover ? _("1 Which post is taken over?  Enter")
				    : _("1 Which duty is given away?  Enter");
	else if (si->step == STEP_PERSON)
		line = arena_text_f(&si->arena, _("2 Who stands in?  %s"), stand_in_duty_text(si));
	else
		line = arena_text_f(&si->arena, _("3 Which duty of %s in return?  %s"),
				    duty_person_name(&si->roster.duty, si->with),
				    stand_in_duty_text(si));
	canvas_text(c, 0, 1, c->cols - 2, line, STYLE_STRONG);
	if (si->step == STEP_PERSON && c->rows > FIT_ROWS + 4) {
		rest.rows -= FIT_ROWS;
		draw_fit(si, c, c->rows - FIT_ROWS);
	}
	list_draw(&si->list, &rest);
}

void
stand_in_clear(struct view *v)
{
	struct stand_in *si = (struct stand_in *)v;

	forget(si);
	list_clear(&si->list);
}

struct list *
stand_in_list(struct view *v)
{
	return &((struct stand_in *)v)->list;
}

const char *
stand_in_duty_text(struct stand_in *si)
{
	const struct duty_book *d = &si->roster.duty;
	char from[MOMENT_TEXT], until[MOMENT_TEXT];

	return arena_text_f(&si->arena, "%s – %s %s %s", when(si->from, from),
			    when(si->until, until), duty_post_name(d, si->post),
			    *si->person ? duty_person_name(d, si->person) : _("nobody"));
}

/* ---- choosing ---- */

static void
take_duty(struct stand_in *si, const struct stint *s)
{
	snprintf(si->person, ID_TEXT, "%s", s->person ? s->person : "");
	snprintf(si->post, ID_TEXT, "%s", s->post);
	si->from = s->from;
	si->until = s->until;
}

static enum rc
go(struct view *v, enum stand_in_step step, struct err *e)
{
	set_step((struct stand_in *)v, step);
	return stand_in_load(v, e);
}

static enum rc
choose(struct view *v, struct err *e)
{
	struct stand_in *si = (struct stand_in *)v;
	size_t row = si->list.selected;

	if (!list_has_selection(&si->list))
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	switch (si->step) {
	case STEP_DUTY:
		take_duty(si, &si->duties.v[row]);
		return go(v, STEP_PERSON, e);
	case STEP_PERSON:
		snprintf(si->with, ID_TEXT, "%s", si->fits.v[row].person);
		return si->takeover ? si->chosen(v, e) : go(v, STEP_BACK, e);
	case STEP_BACK:
		si->back_from = row ? si->back.v[row - 1].from : 0;
		snprintf(si->back_post, ID_TEXT, "%s", row ? si->back.v[row - 1].post : "");
		return si->chosen(v, e);
	}
	return RC_OK;
}

static enum rc
step_back(struct view *v, struct err *e)
{
	struct stand_in *si = (struct stand_in *)v;

	if (si->step != STEP_DUTY)
		return go(v, si->step - 1, e);
	app_close(v);
	return RC_OK;
}

void
stand_in_heading(const struct view *v, struct str *out)
{
	const struct stand_in *si = (const struct stand_in *)v;

	str_add_f(out, _("step %d of %d"), (int)si->step + 1, si->takeover ? 2 : 3);
}

/* clang-format off */
const struct command stand_in_commands[] = {
	{ { K_ENTER },  "choose",    N_("choose it"),   choose },
	{ { K_ESC },    "step-back", N_("a step back"), step_back },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */
