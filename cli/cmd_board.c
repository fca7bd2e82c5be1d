/* The board: who is on duty, what is open, what is owed next, as plain text of 80 columns. */
#include <poll.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

#include "cli/command.h"
#include "core/matter.h"
#include "core/text.h"
#include "storage/case_matter.h"
#include "storage/handover.h"
#include "storage/owed.h"
#include "storage/roster.h"

enum { COLUMNS = 80, LATE_FROM = 10, OWED_SHOWN = 8, ENTRIES_SHOWN = 8, LIST_SHOWN = 10 };

/* A line cut to the width, whatever it holds. */
static void
put_line(FILE *out, struct str *line)
{
	struct str cut = STR_INIT;

	for (char *p = line->ptr; *p; p++)
		if (*p == '\n')
			*p = ' ';
	text_put(&cut, line->ptr, COLUMNS);
	while (str_ends(cut.ptr, " "))
		str_cut(&cut, cut.len - 1);
	fprintf(out, "%s\n", cut.ptr);
	str_clear(&cut);
	str_clear(line);
}

static void
heading(FILE *out, const char *title)
{
	struct str line = STR_INIT;

	str_add_f(&line, "-- %s ", title);
	while (text_width(line.ptr) < COLUMNS)
		str_add_char(&line, '-');
	put_line(out, &line);
}

static void
print_title(struct command_context *c)
{
	static const char *const days[] = {N_("Sun"), N_("Mon"), N_("Tue"), N_("Wed"),
					   N_("Thu"), N_("Fri"), N_("Sat")};
	struct civil t = civil_of(c->now / 1000);
	struct str line = STR_INIT;

	str_add_f(&line, "%s  %04d-%02d-%02d %s %02d:%02d%s", book_station(c->book)->name, t.year,
		  t.month, t.day, _(days[t.weekday]), t.hour, t.minute,
		  book_practice(c->book) ? _("  [PRACTICE]") : "");
	put_line(c->out, &line);
}

/* Posts in order, the people of one post on one line. */
static enum rc
print_duty(struct command_context *c, struct err *e)
{
	int64_t now = c->now / 1000;
	struct roster r;
	struct stints s = {0};
	struct str line = STR_INIT;

	if (roster_load(c->book, &c->arena, NULL, now, now + 1, &r, e) != RC_OK)
		return e->code;
	duty_at(&r.duty, now, &s);
	heading(c->out, _("On duty"));
	for (size_t i = 0; i < s.n; i++) {
		const struct person *p = duty_person(&r.duty, s.v[i].person);

		if (i == 0 || !str_equal(s.v[i].post, s.v[i - 1].post)) {
			if (line.len)
				put_line(c->out, &line);
			str_add(&line, "  ");
			text_put(&line, duty_post_name(&r.duty, s.v[i].post), 12);
		}
		str_add_f(&line, " %s%s%s", duty_person_name(&r.duty, s.v[i].person),
			  p && p->phone ? " " : "", p && p->phone ? p->phone : "");
	}
	if (line.len || s.n == 0) {
		if (s.n == 0)
			str_add(&line, _("  nobody by the roster"));
		put_line(c->out, &line);
	}
	vec_clear(&s);
	roster_clear(&r);
	return RC_OK;
}

/* Fifteen minutes after the end of a shift that nobody has handed over. */
static enum rc
print_handover(struct command_context *c, struct err *e)
{
	struct str line = STR_INIT;
	char when[MOMENT_TEXT];
	int64_t end;

	if (handover_waiting(c->book, &c->arena, GROUP_WATCH, &end, e) != RC_OK)
		return e->code;
	if (!end)
		return RC_OK;
	moment_screen(moment_at(end), when);
	str_add_f(&line, _("  ! the shift until %s is not handed over, %lld min past"), when,
		  (long long)((c->now / 1000 - end) / 60));
	put_line(c->out, &line);
	return RC_OK;
}

static enum rc
print_incidents(struct command_context *c, struct err *e)
{
	struct book_filter filter = {.open = true};
	struct things things = {0};
	enum rc rc = book_list(c->book, &c->arena, &kind_incident, &filter, &things, e);

	if (rc == RC_OK)
		heading(c->out, _("Open incidents"));
	for (size_t i = 0; rc == RC_OK && i < things.n; i++) {
		const struct incident *in = things.v[i]->body;
		struct str line = STR_INIT;
		struct casefile cf;
		struct incident_view v;
		char learned[MOMENT_TEXT];

		rc = owed_casefile(c->book, &c->arena, things.v[i]->id, &cf, e);
		if (rc != RC_OK)
			break;
		incident_view(&cf, &v);
		moment_screen(in->learned, learned);
		str_add_f(&line, "  %s  %s  %s  %s", things.v[i]->id, learned,
			  v.phase == PHASE_RESPONSE ? _("in response") : _("response ended"),
			  in->title);
		if (v.possible)
			str_add_f(&line, "  %s", _(choice_label(grades, v.possible)));
		put_line(c->out, &line);
	}
	if (rc == RC_OK && things.n == 0)
		fputs(_("  none\n"), c->out);
	vec_clear(&things);
	return rc;
}

/* 29 min left, 1 h 05 min left; what is past due says so itself. */
static void
left_text(int64_t minutes, struct str *out)
{
	if (minutes < 0)
		return;
	if (minutes < 60)
		str_add_f(out, _("%lld min left  "), (long long)minutes);
	else
		str_add_f(out, _("%lld h %02lld min left  "), (long long)(minutes / 60),
			  (long long)(minutes % 60));
}

static void
print_obligation(struct command_context *c, const struct obligation *o)
{
	struct str line = STR_INIT;
	char due[MOMENT_TEXT];

	moment_screen(moment_at(o->due), due);
	str_add_f(&line, "  %s  ", due);
	text_put(&line, _(owed_step_label(o->step)), 14);
	str_add_char(&line, ' ');
	left_text(minutes_between(c->now / 1000, o->due), &line);
	obligation_status_text(o, c->now / 1000, LATE_FROM, &line);
	str_add_f(&line, "  %s%s%s", o->incident ? o->incident : "", o->rule ? "  " : "",
		  o->rule ? o->rule : "");
	if (o->to)
		str_add_f(&line, " → %s", o->to);
	put_line(c->out, &line);
}

static enum rc
print_owed(struct command_context *c, struct err *e)
{
	struct obligations all = {0};
	size_t open = 0;
	enum rc rc = owed_of(c->book, &c->arena, NULL, &all, e);

	if (rc == RC_OK)
		heading(c->out, _("Owed next"));
	for (size_t i = 0; rc == RC_OK && i < all.n; i++) {
		if (!obligation_open(&all.v[i]))
			continue;
		if (open++ < OWED_SHOWN)
			print_obligation(c, &all.v[i]);
	}
	if (rc == RC_OK && open == 0)
		fputs(_("  nothing\n"), c->out);
	if (open > OWED_SHOWN)
		fprintf(c->out, _("  and %zu more: zhiban due\n"), open - OWED_SHOWN);
	vec_clear(&all);
	return rc;
}

static enum rc
print_matter(struct command_context *c, const struct thing *t, struct err *e)
{
	struct str line = STR_INIT;
	struct moment due = t->kind == &kind_matter ? ((struct matter *)t->body)->due
						    : ((struct order *)t->body)->due;
	char text[MOMENT_TEXT];
	char **waiting;

	moment_screen(due, text);
	str_add_f(&line, "  %s  %s  ", t->id, _(t->kind->label));
	if (due.kind == MOMENT_EXACT)
		str_add_f(&line, _("until %s  "), text);
	kind_line(t->kind, t->body, &line);
	if (t->kind == &kind_matter) {
		if (matter_waiting(c->book, &c->arena, t, &waiting, e) != RC_OK)
			return e->code;
		for (size_t i = 0; waiting[i]; i++)
			str_add_f(&line, "%s%s", i ? "、" : _("  waiting for "), waiting[i]);
	}
	put_line(c->out, &line);
	return RC_OK;
}

static enum rc
print_matters(struct command_context *c, struct err *e)
{
	struct book_filter filter = {.open = true};
	const struct kind *shown[] = {&kind_order, &kind_matter};
	struct things things = {0};
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < 2; i++)
		rc = book_list(c->book, &c->arena, shown[i], &filter, &things, e);
	if (rc == RC_OK)
		heading(c->out, _("Instructions and matters"));
	for (size_t i = 0; rc == RC_OK && i < things.n && i < LIST_SHOWN; i++)
		rc = print_matter(c, things.v[i], e);
	if (rc == RC_OK && things.n == 0)
		fputs(_("  none\n"), c->out);
	vec_clear(&things);
	return rc;
}

static enum rc
print_entry(struct command_context *c, const struct record *r, struct err *e)
{
	const struct record *correction;
	struct str line = STR_INIT, text = STR_INIT;
	char at[MOMENT_TEXT];

	if (book_correction(c->book, &c->arena, r->id, &correction, e) != RC_OK)
		return e->code;
	moment_screen(r->at, at);
	str_add_f(&line, "  %s  %s  ", at, r->kind ? _(r->kind->label) : r->kind_name);
	record_line_text(r, &text);
	if (correction)
		str_add_f(&line, _("[struck out: %s] → %s"), text.ptr, correction->id);
	else
		str_add(&line, text.ptr);
	put_line(c->out, &line);
	str_clear(&text);
	return RC_OK;
}

static enum rc
print_entries(struct command_context *c, struct err *e)
{
	struct book_filter filter = {.limit = ENTRIES_SHOWN};
	struct records recs = {0};
	enum rc rc = book_entries(c->book, &c->arena, &filter, &recs, e);

	if (rc == RC_OK)
		heading(c->out, _("Log"));
	for (size_t i = 0; rc == RC_OK && i < recs.n; i++)
		rc = print_entry(c, recs.v[i], e);
	vec_clear(&recs);
	return rc;
}

enum rc
command_print_board(struct command_context *c, struct err *e)
{
	print_title(c);
	if (print_duty(c, e) != RC_OK || print_handover(c, e) != RC_OK ||
	    print_incidents(c, e) != RC_OK || print_owed(c, e) != RC_OK ||
	    print_matters(c, e) != RC_OK)
		return e->code;
	return print_entries(c, e);
}

/* Sleeps until the store changes, a minute begins, or the terminal is gone. */
static void
wait_for_change(int watch)
{
	struct timespec now;
	struct pollfd p = {.fd = watch, .events = POLLIN};
	char events[4096];
	ssize_t n = 0;

	clock_gettime(CLOCK_REALTIME, &now);
	if (poll(&p, 1, (int)(60 - now.tv_sec % 60) * 1000) > 0)
		n = read(watch, events, sizeof(events));
	(void)n;
}

/* One picture. On a terminal it takes the place of the last; elsewhere they follow each other. */
static enum rc
print_frame(const struct command_context *c, struct err *e)
{
	struct command_context frame = *c;
	char *text = NULL;
	size_t n = 0;
	enum rc rc;

	frame.arena = (struct arena){0};
	frame.out = open_memstream(&text, &n);
	if (!frame.out)
		die("out of memory");
	rc = command_print_board(&frame, e);
	fclose(frame.out);
	if (rc == RC_OK &&
	    (printf("%s%s", isatty(STDOUT_FILENO) ? "\033[H\033[2J" : "", text) < 0 ||
	     fflush(stdout) != 0))
		rc = err_set(e, RC_IO, _("the output could not be written"));
	free(text);
	arena_free(&frame.arena);
	return rc;
}

static enum rc
watch_board(struct command_context *c, struct err *e)
{
	bool scripted = getenv("ZHIBAN_NOW") != NULL;
	int watch = inotify_init1(IN_CLOEXEC);
	enum rc rc = RC_OK;

	if (watch < 0 || inotify_add_watch(watch, store_data_path(book_store(c->book)),
					   IN_MODIFY | IN_CLOSE_WRITE) < 0)
		rc = err_set(e, RC_IO, _("the store cannot be watched"));
	while (rc == RC_OK) {
		struct timespec now;

		clock_gettime(CLOCK_REALTIME, &now);
		if (!scripted)
			c->now = (int64_t)now.tv_sec * 1000;
		book_set_now(c->book, c->now);
		rc = print_frame(c, e);
		if (rc == RC_OK)
			wait_for_change(watch);
	}
	if (watch >= 0)
		close(watch);
	return rc;
}

static enum rc
exec(struct command_context *c, struct err *e)
{
	return command_flag(c, "watch") ? watch_board(c, e) : command_print_board(c, e);
}

/* clang-format off */
static const struct option options[] = {
	OPT_FLAG("watch", N_("stay, and show every change")),
	OPT_END,
};

const struct command command_board = {
	.name = "board", .help = N_("who is on duty, what is open, what is owed next"),
	.options = options, .flags = COMMAND_READ, .exec = exec,
};
/* clang-format on */
