/* What the roster's picker offers, the fittest first. */
#include "tui/roster_rows.h"

#include "core/duty_fit.h"
#include "core/vec.h"

static struct duty_fit_ask
ask_for(const struct roster_rows_ask *q, const char *post, struct shift_span span)
{
	const struct roster_view *rv = q->roster;
	int64_t month = day_secs(roster_first_day(rv)) + ROSTER_WATCH_HOUR * 3600;

	return (struct duty_fit_ask){.book = roster_book(rv),
				     .limits = &rv->review.limits,
				     .duty = {.post = post,
					      .from = roster_span_start(q->day, span),
					      .until = roster_span_end(q->day, span)},
				     .plan = true,
				     .load_from = month,
				     .load_until = month + rv->days * (int64_t)DAY_SECONDS};
}

static const char *
load_text(const struct roster_rows_ask *q, const struct duty_load *l)
{
	return arena_text_f(q->arena, _("%lld h, %zu nights"), (long long)(l->minutes / 60),
			    l->nights);
}

static bool
has_hours(const struct cell_duties *c, const char *person, int day, struct shift_span span)
{
	struct cell_duty d = {person, roster_span_start(day, span), roster_span_end(day, span)};

	return cell_has(c, &d);
}

static void
add_person(const struct roster_rows_ask *q, const struct duty_fit *f, bool stands,
	   struct roster_rows *out)
{
	const struct duty_book *b = roster_book(q->roster);

	vec_push(out, ((struct roster_row){
			  .id = arena_text(q->arena, f->person),
			  .name = arena_text(q->arena, duty_person_name(b, f->person)),
			  .stands = stands,
			  .why = stands ? NULL : f->why,
			  .hard = f->hard > 0,
			  .state = stands      ? _("stands it")
				   : f->away   ? _("on leave")
				   : f->stands ? arena_text_f(q->arena, _("on %s"),
							      duty_post_name(b, f->stands))
				   : f->close  ? _("no rest")
				   : f->times  ? arena_text_f(q->arena, _("%zu here"), f->times)
					       : _("free"),
			  .load = load_text(q, &f->load)}));
}

void
roster_rows_people(const struct roster_rows_ask *q, struct roster_rows *out)
{
	struct roster_view *rv = q->roster;
	struct duty_fit_ask ask = ask_for(q, q->post, q->span);
	struct stints planned = {0};
	struct duty_fits fits = {0};
	struct cell_duties now;

	duty_planned(roster_book(rv), day_secs(q->day), day_secs(q->day) + 2 * DAY_SECONDS,
		     &planned);
	now = cell_take(q->arena, &planned, q->post, q->day);
	duty_fit(q->arena, &ask, &fits);
	for (int first = 1; first >= 0; first--) /* who stands there comes first */
		for (size_t i = 0; i < fits.n; i++) {
			bool stands = has_hours(&now, fits.v[i].person, q->day, q->span);

			if (stands == (first == 1))
				add_person(q, &fits.v[i], stands, out);
		}
	vec_clear(&fits);
	vec_clear(&planned);
}

struct shift_span
roster_usual_span(const struct roster_view *rv, const char *post, int day)
{
	struct shift_span spans[ROSTER_SPANS];
	struct stints planned = {0};
	int64_t around = 8 * (int64_t)DAY_SECONDS;

	duty_planned(roster_book(rv), day_secs(day) - around, day_secs(day) + around, &planned);
	cell_usual(&planned, post, day, spans, ROSTER_SPANS);
	vec_clear(&planned);
	return spans[0];
}

/* Posts that lack somebody first, then those that fit, then the others. */
static int
rank(const struct roster_view *rv, const struct roster_row *r, int d)
{
	for (size_t p = 0; p < rv->nposts; p++)
		if (str_equal(rv->posts[p], r->id) &&
		    rv->slots[(size_t)d * rv->nposts + p].shortage)
			return r->why ? 2 : 0;
	return r->why ? 3 : 1;
}

static void
add_post(const struct roster_rows_ask *q, const struct duty_book *without, const char *post,
	 struct roster_rows *out)
{
	struct roster_view *rv = q->roster;
	struct duty_fit_ask ask = ask_for(q, post, roster_usual_span(rv, post, q->day));
	struct cell_duties now = roster_cell_now(rv, q->arena, post, q->day);
	struct roster_row row = {.id = arena_text(q->arena, post),
				 .name =
				     arena_text(q->arena, duty_post_name(roster_book(rv), post))};
	struct duty_fits fits = {0};
	struct str who = STR_INIT;

	ask.book = without;
	duty_fit(q->arena, &ask, &fits);
	cell_names(roster_book(rv), &now, (struct shift_span){SHIFT_WHOLE_DAY, SHIFT_WHOLE_DAY},
		   &who);
	row.stands = cell_has_person(&now, q->person);
	row.state = who.len ? arena_text(q->arena, who.ptr) : _("nobody");
	str_clear(&who);
	row.load = "";
	for (size_t i = 0; i < fits.n; i++)
		if (str_equal(fits.v[i].person, q->person) && !row.stands) {
			row.why = fits.v[i].why;
			row.hard = fits.v[i].hard > 0;
		}
	vec_clear(&fits);
	vec_push(out, row);
}

/* The roster without the person's duties of the day: taking one gives up the others. */
static void
take_out(const struct roster_rows_ask *q, struct duty_book *out)
{
	const struct roster_view *rv = q->roster;
	struct plan_changes changes = {0};
	struct plan_cells cells = {0};
	struct stints planned = {0};

	duty_planned(roster_book(rv), day_secs(q->day), day_secs(q->day) + 2 * DAY_SECONDS,
		     &planned);
	for (size_t p = 0; p < rv->nposts; p++) {
		struct cell_duties c = cell_take(q->arena, &planned, rv->posts[p], q->day);

		if (cell_has_person(&c, q->person))
			vec_push(&cells, ((struct plan_cell){
					     .day = q->day,
					     .post = rv->posts[p],
					     .now = cell_without(q->arena, &c, q->person)}));
	}
	plan_cells_sort(&cells);
	plan_compare(roster_book(rv), &cells, &changes);
	plan_apply(q->arena, roster_book(rv), &changes, "zz9", out);
	vec_clear(&changes);
	vec_clear(&cells);
	vec_clear(&planned);
}

void
roster_rows_posts(const struct roster_rows_ask *q, struct roster_rows *out)
{
	struct roster_view *rv = q->roster;
	struct duty_book without;

	take_out(q, &without);
	for (size_t p = 0; p < rv->nposts; p++)
		add_post(q, &without, rv->posts[p], out);
	for (size_t i = 1; i < out->n; i++) {
		struct roster_row r = out->v[i];
		size_t k = i;

		for (; k > 0 && rank(rv, &out->v[k - 1], rv->day) > rank(rv, &r, rv->day); k--)
			out->v[k] = out->v[k - 1];
		out->v[k] = r;
	}
}
