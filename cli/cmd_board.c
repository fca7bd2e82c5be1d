/* The board: who is on duty, what is open, what is owed next, as plain text of 80 columns. */
#include <poll.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

#include "cli/command.h"
#include "core/handover.h"
#include "core/matter.h"
#include "core/text.h"
#include "storage/board.h"
#include "storage/case_matter.h"
#include "storage/owed.h"
#include "tui/sync_words.h"

enum { COLUMNS = 80, OWED_SHOWN = 8, ENTRIES_SHOWN = 8, LIST_SHOWN = 10 };

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
static void
print_people(struct command_context *c, const struct board *b)
{
	const struct duty_book *duty = &b->roster.duty;
	struct str line = STR_INIT;

	for (size_t i = 0; i < b->duty.n; i++) {
		const struct stint *s = &b->duty.v[i];
		const struct person *p = duty_person(duty, s->person);

		if (i == 0 || !str_equal(s->post, s[-1].post)) {
			if (line.len)
				put_line(c->out, &line);
			str_add(&line, "  ");
			text_put(&line, duty_post_name(duty, s->post), 12);
		}
		str_add_f(&line, " %s%s%s", duty_person_name(duty, s->person),
			  p && p->phone ? " " : "", p && p->phone ? p->phone : "");
	}
	if (b->duty.n == 0)
		str_add(&line, _("  nobody by the roster"));
	put_line(c->out, &line);
}

static void
print_not_handed_over(struct command_context *c, const char *group, int64_t end)
{
	struct str line = STR_INIT;
	char when[MOMENT_TEXT];

	if (!end)
		return;
	moment_screen(moment_at(end), when);
	str_add_f(&line, _("  ! %s: the shift until %s is not handed over, %lld min past"), group,
		  when, (long long)((c->now / 1000 - end) / 60));
	put_line(c->out, &line);
}

/* What is not as it should be: gaps, and fifteen minutes after the end of a shift that nobody has
 * handed over. */
static void
print_duty(struct command_context *c, const struct board *b)
{
	struct str line = STR_INIT;
	char until[BOARD_UNTIL_TEXT];

	heading(c->out, _("On duty"));
	print_people(c, b);
	if (b->mode > MODE_NORMAL) {
		str_add_f(&line, _("  ! mode in force: %s"), _(choice_label(duty_modes, b->mode)));
		put_line(c->out, &line);
	}
	for (size_t i = 0; i < b->gaps.n; i++) {
		const struct gap *g = &b->gaps.v[i];

		board_gap_until(b, g, until);
		str_add_f(&line, _("  ! gap: %s has %lld of %lld, until %s"),
			  duty_post_name(&b->roster.duty, g->post), (long long)g->have,
			  (long long)g->need, until);
		put_line(c->out, &line);
	}
	for (size_t i = 0; i < b->people.absent.n; i++) {
		const struct stint *s = &b->people.absent.v[i].stint;

		str_add_f(&line, _("  ! not here: %s %s, for %lld min"),
			  duty_post_name(&b->roster.duty, s->post),
			  duty_person_name(&b->roster.duty, s->person),
			  (long long)minutes_between(s->from, c->now / 1000));
		put_line(c->out, &line);
	}
	print_not_handed_over(c, _(choice_label(post_groups, GROUP_WATCH)), b->not_handed_over);
	print_not_handed_over(c, _(choice_label(post_groups, GROUP_FIRE)), b->fire_not_handed_over);
}

static enum rc
print_incident(struct command_context *c, const struct thing *t, struct err *e)
{
	const struct incident *in = t->body;
	struct str line = STR_INIT;
	struct casefile cf;
	struct incident_view v;
	char learned[MOMENT_TEXT];

	if (owed_casefile(c->book, &c->arena, t->id, &cf, e) != RC_OK)
		return e->code;
	incident_view(&cf, &v);
	moment_screen(in->learned, learned);
	str_add_f(&line, "  %s  %s  %s  %s", t->id, learned,
		  v.phase == PHASE_RESPONSE ? _("in response") : _("response ended"), in->title);
	if (v.possible)
		str_add_f(&line, "  %s", _(choice_label(grades, v.possible)));
	put_line(c->out, &line);
	return RC_OK;
}

static enum rc
print_incidents(struct command_context *c, const struct board *b, struct err *e)
{
	heading(c->out, _("Open incidents"));
	for (size_t i = 0; i < b->incidents.n; i++)
		if (print_incident(c, b->incidents.v[i], e) != RC_OK)
			return e->code;
	if (b->incidents.n == 0)
		fputs(_("  none\n"), c->out);
	return RC_OK;
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
	obligation_status_text(o, c->now / 1000, (int)station_late_from(book_station(c->book)),
			       &line);
	str_add_f(&line, "  %s%s%s", o->incident ? o->incident : "", o->rule ? "  " : "",
		  o->rule ? o->rule : "");
	if (o->to)
		str_add_f(&line, " → %s", o->to);
	put_line(c->out, &line);
}

static void
print_owed(struct command_context *c, const struct board *b)
{
	heading(c->out, _("Owed next"));
	for (size_t i = 0; i < b->owed.n && i < OWED_SHOWN; i++)
		print_obligation(c, &b->owed.v[i]);
	if (b->owed.n == 0)
		fputs(_("  nothing\n"), c->out);
	if (b->owed.n > OWED_SHOWN)
		fprintf(c->out, _("  and %zu more: zhiban due\n"), b->owed.n - OWED_SHOWN);
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

static void
print_warning(struct command_context *c, const struct thing *t)
{
	const struct warning *w = t->body;
	struct str line = STR_INIT;

	str_add_f(&line, "  %s  %s %s  %s", t->id, w->kind ? w->kind : "",
		  _(choice_label(warning_colours, w->colour)), w->issuer ? w->issuer : "");
	put_line(c->out, &line);
}

/* A verdict from above that wants an answer. */
static void
print_answer(struct command_context *c, const struct queue_item *x)
{
	const struct review *v = x->verdict->body;
	struct str line = STR_INIT;
	char due[MOMENT_TEXT];

	str_add_f(&line, "  %s%s  %s  %s", x->flags & QUEUE_OVERDUE ? "! " : "", x->id,
		  _(choice_label(review_words, v->verdict)), v->text ? v->text : "");
	moment_screen(v->due, due);
	if (v->due.kind == MOMENT_EXACT)
		str_add_f(&line, _(" (until %s)"), due);
	put_line(c->out, &line);
}

static enum rc
print_matters(struct command_context *c, const struct board *b, struct err *e)
{
	const struct things *lists[] = {&b->orders, &b->matters};
	struct str waiting = STR_INIT;
	size_t shown = 0;

	heading(c->out, _("Instructions and matters"));
	for (size_t i = 0; i < b->warnings.n; i++)
		print_warning(c, b->warnings.v[i]);
	for (size_t i = 0; i < b->answers.n; i++)
		print_answer(c, &b->answers.v[i]);
	for (size_t k = 0; k < ARRAY_LEN(lists); k++)
		for (size_t i = 0; i < lists[k]->n && shown < LIST_SHOWN; i++, shown++)
			if (print_matter(c, lists[k]->v[i], e) != RC_OK)
				return e->code;
	board_waiting_text(&b->people, &waiting);
	if (waiting.len) {
		str_insert(&waiting, 0, "  ", 2);
		put_line(c->out, &waiting);
		shown++;
	}
	str_clear(&waiting);
	if (shown + b->warnings.n + b->answers.n == 0)
		fputs(_("  none\n"), c->out);
	return RC_OK;
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
print_entries(struct command_context *c, const struct board *b, struct err *e)
{
	heading(c->out, _("Log"));
	for (size_t i = 0; i < b->entries.n; i++)
		if (print_entry(c, b->entries.v[i], e) != RC_OK)
			return e->code;
	return RC_OK;
}

static void
print_sync(struct command_context *c, const struct board *b)
{
	struct str text = STR_INIT;

	str_add(&text, _("Sync: "));
	sync_words(&b->rounds, false, c->now / 1000, SYNC_FULLEST, &text);
	fprintf(c->out, "%s\n", text.ptr);
	str_clear(&text);
}

enum rc
command_print_board(struct command_context *c, struct err *e)
{
	struct board b;
	enum rc rc = board_load(c->book, &c->arena, ENTRIES_SHOWN, &b, e);

	if (rc != RC_OK)
		return rc;
	print_title(c);
	print_duty(c, &b);
	rc = print_incidents(c, &b, e);
	if (rc == RC_OK) {
		print_owed(c, &b);
		rc = print_matters(c, &b, e);
	}
	if (rc == RC_OK)
		rc = print_entries(c, &b, e);
	if (rc == RC_OK)
		print_sync(c, &b);
	board_clear(&b);
	return rc;
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
