/* The console: the open book, the clock, the clerk, and what can be done from every screen. */
#include "tui/console.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "storage/pin.h"
#include "storage/roster.h"
#include "tui/dialog.h"
#include "tui/line_entry.h"
#include "tui/sync_run.h"
#include "tui/view_intake.h"

static int64_t
clock_ms(void *ctx)
{
	const struct console *con = ctx;
	struct timespec ts;

	if (con->fixed_ms)
		return con->fixed_ms;
	clock_gettime(CLOCK_REALTIME, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void
fill_rail(void *ctx, int64_t now_ms, int cells, struct rail *out)
{
	rail_fill(&((struct console *)ctx)->rail, now_ms, cells, out);
}

static void
write_title(struct console *con)
{
	struct arena a = {0};
	const char *author = book_author(con->book), *station = book_station(con->book)->name;

	if (author)
		snprintf(con->title, sizeof(con->title), _("%s · clerk %s"), station,
			 book_author_name(con->book, &a, author));
	else
		snprintf(con->title, sizeof(con->title), "%s", station);
	arena_free(&a);
}

static void
read_theme(struct console *con)
{
	struct arena a = {0};
	struct err e;
	char *name;
	size_t n;

	if (store_local_get(book_store(con->book), &a, "set/theme", &name, &n, &e) == RC_OK &&
	    !theme_by_name(name, &con->theme))
		con->theme = THEME_DARK;
	arena_free(&a);
}

void
console_init(struct console *con, struct book *book)
{
	*con = (struct console){.book = book, .rail = {.book = book}};
	con->host = (struct app_host){.ctx = con,
				      .station = con->title,
				      .practice = book_practice(book),
				      .watch = store_data_path(book_store(book)),
				      .now_ms = clock_ms,
				      .rail = fill_rail,
				      .tick = sync_run_tick,
				      .state = sync_run_words,
				      .commands = console_commands};
	write_title(con);
	read_theme(con);
	con->host.theme = con->theme;
}

void
console_clear(struct console *con)
{
	free(con->line);
	con->line = NULL;
	arena_free(&con->form.arena);
	sync_run_leave(con);
	rail_clear(&con->rail);
}

struct console *
console_of(const struct view *v)
{
	return app_host(v->app)->ctx;
}

struct book *
console_book(const struct view *v)
{
	struct console *con = console_of(v);

	book_set_now(con->book, app_now_ms(v->app));
	return con->book;
}

int64_t
console_now(const struct view *v)
{
	return app_now_ms(v->app) / 1000;
}

bool
console_minute_passed(const struct view *v, int64_t *minute)
{
	int64_t now = console_now(v) / 60, was = *minute;

	*minute = now;
	return was != 0 && was != now;
}

enum rc
console_sign_on(struct console *con, const char *person, struct err *e)
{
	if (book_set_author(con->book, person, e) != RC_OK)
		return e->code;
	book_pin_checked(con->book, "");
	write_title(con);
	return RC_OK;
}

const char *
console_clerk(const struct view *v, struct arena *a)
{
	struct book *b = console_of(v)->book;
	const char *author = book_author(b);

	return book_author_name(b, a, author ? author : book_device(b));
}

/* Signing on */

static void
offer(struct console *con, size_t *n, const char *id, const char *name, const char *post)
{
	for (size_t i = 0; i < *n; i++)
		if (str_equal(con->clerk_ids[i], id))
			return;
	if (*n == CONSOLE_CLERKS)
		return;
	snprintf(con->clerk_ids[*n], ID_TEXT, "%s", id);
	snprintf(con->clerk_names[*n], sizeof(con->clerk_names[*n]), "%s  %s", name,
		 post ? post : "");
	++*n;
}

static enum rc
offer_on_duty(struct console *con, struct arena *a, size_t *n, struct err *e)
{
	int64_t now = book_now(con->book);
	struct stints stints = {0};
	struct roster roster;

	if (roster_load(con->book, a, NULL, now, now + 60, &roster, e) != RC_OK)
		return e->code;
	duty_at(&roster.duty, now, &stints);
	for (size_t i = 0; i < stints.n; i++)
		offer(con, n, stints.v[i].person,
		      duty_person_name(&roster.duty, stints.v[i].person),
		      duty_post_name(&roster.duty, stints.v[i].post));
	vec_clear(&stints);
	roster_clear(&roster);
	return RC_OK;
}

static enum rc
offer_people(struct console *con, struct arena *a, size_t *n, struct err *e)
{
	struct book_filter own = {.book = book_name(con->book)};
	struct things people = {0};
	enum rc rc = book_list(con->book, a, &kind_person, &own, &people, e);

	for (size_t i = 0; rc == RC_OK && i < people.n; i++) {
		const struct person *p = people.v[i]->body;

		offer(con, n, people.v[i]->id, p->name, p->post);
	}
	vec_clear(&people);
	return rc;
}

static enum rc
signed_on(struct view *below, void *ctx, int choice, struct err *e)
{
	struct console *con = ctx;
	size_t n = 0;

	if (choice == 0)
		return RC_OK;
	while (con->clerk_choices[n + 1])
		n++;
	if (console_sign_on(con, (size_t)choice == n + 1 ? NULL : con->clerk_ids[choice - 1], e) !=
	    RC_OK)
		return e->code;
	app_say(below->app, STYLE_GOOD, _("Lines are now by: %s"), con->clerk_names[choice - 1]);
	return RC_OK;
}

enum rc
console_choose_clerk(struct view *v, struct err *e)
{
	struct console *con = console_of(v);
	struct arena a = {0};
	size_t n = 0;
	enum rc rc;

	console_book(v);
	rc = offer_on_duty(con, &a, &n, e);
	if (rc == RC_OK && n == 0)
		rc = offer_people(con, &a, &n, e);
	arena_free(&a);
	if (rc != RC_OK)
		return rc;
	snprintf(con->clerk_names[n], sizeof(con->clerk_names[n]),
		 _("the device %s, nobody by name"), book_device(con->book));
	for (size_t i = 0; i <= n; i++)
		con->clerk_choices[i] = con->clerk_names[i];
	con->clerk_choices[n + 1] = NULL;
	return dialog_open(v->app,
			   &(struct dialog){.title = _("Who writes"),
					    .text = _("Every line that follows is by this person. "
						      "Signing asks for a PIN all the same."),
					    .choices = con->clerk_choices,
					    .done = signed_on,
					    .ctx = con},
			   e);
}

/* PINs */

static enum rc
pin_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct console *con = ctx;
	struct console_pin pin = con->pin;
	enum rc rc = pin_check(book_store(con->book), pin.person, text, (int64_t)time(NULL), e);

	if (rc != RC_OK)
		return rc;
	book_pin_checked(con->book, pin.person);
	rc = pin.done(below, pin.ctx, e);
	book_pin_checked(con->book, "");
	return rc;
}

enum rc
console_ask_pin(struct view *v, const struct console_pin *pin, struct err *e)
{
	struct console *con = console_of(v);
	struct arena a = {0};
	enum rc rc;

	con->pin = *pin;
	rc = prompt_open(
	    v->app,
	    &(struct prompt){.title = pin->title,
			     .hint = arena_text_f(&a, _("PIN of %s"),
						  book_author_name(con->book, &a, pin->person)),
			     .secret = true,
			     .max = PIN_MAX,
			     .done = pin_typed,
			     .ctx = con},
	    e);
	arena_free(&a);
	return rc;
}

/* clang-format off */
const struct command console_commands[] = {
	{ { K_F(2), 'i' }, "intake",  N_("intake"), intake_open },
	{ { K_F(3), 'l' }, "entry",   N_("log line"),   line_entry },
	{ { '0' },         "sign-on", N_("who writes"), console_choose_clerk },
	{ { K_CTRL('u') },  "undo",    N_("put the last line right"), line_undo },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */
