/* 接警登记: what the caller says, the stopwatch, and the keys that act. */
#include "tui/view_intake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/line.h"
#include "core/text.h"
#include "storage/owed.h"
#include "tui/dialog.h"
#include "tui/intake_inside.h"

enum { KEEP_MS = 2000, SECOND_MS = 1000 };

/* clang-format off */
const struct intake_source intake_sources[INTAKE_SOURCES] = {
	{ "public", N_("public") }, { "village", N_("village") }, { "119", N_("119") },
	{ "110", N_("110") }, { "enterprise", N_("firm") }, { NULL, N_("other") },
};
/* clang-format on */

int
intake_other_source(size_t n)
{
	for (int value = 1; source_types[value - 1].word; value++) {
		bool own = false;

		for (size_t i = 0; i + 1 < INTAKE_SOURCES; i++)
			own =
			    own || str_equal(intake_sources[i].word, source_types[value - 1].word);
		if (!own && n-- == 0)
			return value;
	}
	return 0;
}

/* ---- what hangs on what was said ---- */

void
intake_gather(struct intake_view *iv, struct arena *a, struct intake *in)
{
	*in = (struct intake){.rang = iv->rang_ms / 1000,
			      .id = iv->id[0] ? arena_text(a, iv->id) : NULL};
	intake_collect(&iv->form, a, console_now(&iv->base), in);
}

static void
read_acts(struct intake_view *iv, struct book *b)
{
	struct records all = {0};
	struct err e;

	iv->acts.n = 0;
	if (!iv->id[0] || book_of(b, &iv->arena, iv->id, &all, &e) != RC_OK)
		return;
	for (size_t i = 0; i < all.n; i++) {
		const struct record *r = all.v[i];

		if (r->kind == &kind_act || r->kind == &kind_phone || r->kind == &kind_call)
			vec_push(&iv->acts, all.v[i]);
		if (r->kind == &kind_act && r->body &&
		    ((const struct act *)r->body)->step == STEP_DISPATCH)
			iv->sent = true;
	}
	vec_clear(&all);
}

void
intake_settle(struct intake_view *iv)
{
	struct book *b = console_book(&iv->base);
	struct rail_feed *rail = &console_of(&iv->base)->rail;
	struct intake in;
	struct err e;

	iv->preview.n = 0;
	arena_free(&iv->arena);
	intake_gather(iv, &iv->arena, &in);
	if (!iv->id[0] && intake_owed(b, &iv->arena, &in, &iv->preview, &e) != RC_OK)
		app_say_error(iv->base.app, &e);
	iv->script = NULL;
	if (intake_script(b, &iv->arena, &in, &iv->script, &e) != RC_OK)
		app_say_error(iv->base.app, &e);
	read_acts(iv, b);
	rail->preview = &iv->preview;
	rail->incident = iv->id[0] ? iv->id : NULL;
	rail->ring_ms = iv->rang_ms;
	rail->sent = iv->sent;
}

void
intake_written(struct intake_view *iv, const struct intake *in)
{
	snprintf(iv->id, sizeof(iv->id), "%s", in->id);
	intake_recorded(&iv->form, in);
	iv->keep_at = app_steady_ms();
	app_stale(iv->base.app);
}

/* ---- drafts ---- */

static void
keep_draft(struct intake_view *iv)
{
	struct intake_draft d = {.rang_ms = iv->rang_ms};
	struct str text[2] = {STR_INIT, STR_INIT};
	struct arena a = {0};
	struct err e;

	iv->keep_at = 0;
	if (!iv->done && !(iv->id[0] == '\0' && intake_is_blank(&iv->form))) {
		intake_save(&iv->form, iv->id, false, &text[0]);
		intake_save(&iv->form, NULL, true, &text[1]);
	}
	d.text = text[0].ptr;
	d.secret = text[1].ptr;
	if ((!str_equal(text[0].ptr, iv->kept[0].ptr) ||
	     !str_equal(text[1].ptr, iv->kept[1].ptr)) &&
	    intake_draft_keep(console_book(&iv->base), &a, &d, &e) != RC_OK)
		app_say_error(iv->base.app, &e);
	for (int i = 0; i < 2; i++) {
		str_clear(&iv->kept[i]);
		iv->kept[i] = text[i];
	}
	arena_free(&a);
}

static void
say_draft(struct intake_view *iv, const struct intake_draft *d)
{
	struct civil c = civil_of(d->rang_ms / 1000);

	app_say(iv->base.app, STYLE_WARNING,
		_("A call of %02d:%02d was not finished: Ctrl-T takes it up again."), c.hour,
		c.minute);
}

/* Figures that are in the book already are not recorded again. */
static void
know_figures(struct intake_view *iv)
{
	struct records file = {0};
	struct figures figures;
	struct arena a = {0};
	struct err e;

	if (iv->id[0] && book_of(console_book(&iv->base), &a, iv->id, &file, &e) == RC_OK) {
		figures_fold(&file, INT64_MAX, &figures);
		intake_form_know(&iv->form, &figures);
	}
	vec_clear(&file);
	arena_free(&a);
}

static enum rc
resume(struct view *v, struct err *e)
{
	struct intake_view *iv = (struct intake_view *)v;
	struct arena a = {0};
	struct intake_draft d;
	enum rc rc = intake_draft_find(console_book(v), &a, iv->rang_ms, &d, e);

	if (rc == RC_OK && !d.text)
		rc = err_set(e, RC_NOT_FOUND, "%s", _("there is no unfinished call"));
	if (rc == RC_OK) {
		keep_draft(iv); /* this one stays as it is, for later */
		str_clear(&iv->kept[0]);
		str_clear(&iv->kept[1]);
		iv->rang_ms = d.rang_ms;
		iv->id[0] = '\0';
		intake_form_clear(&iv->form);
		iv->form = (struct intake_form){0};
		rc = intake_form_init(&iv->form, console_book(v), e);
		intake_restore(&iv->form, console_book(v), d.text, iv->id);
		intake_restore(&iv->form, console_book(v), d.secret, iv->id);
		know_figures(iv);
		str_add(&iv->kept[0], d.text);
		str_add(&iv->kept[1], d.secret);
		intake_settle(iv);
	}
	arena_free(&a);
	return rc;
}

/* ---- the view ---- */

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct intake_view *iv = (struct intake_view *)v;
	struct arena a = {0};
	struct intake_draft d;
	struct err quiet;

	(void)arg;
	iv->rang_ms = app_now_ms(v->app);
	iv->kept[0] = iv->kept[1] = (struct str)STR_INIT;
	if (intake_form_init(&iv->form, console_book(v), e) != RC_OK)
		return e->code;
	if (intake_draft_find(console_book(v), &a, iv->rang_ms, &d, &quiet) == RC_OK && d.text)
		say_draft(iv, &d);
	arena_free(&a);
	return RC_OK;
}

static enum rc
load(struct view *v, struct err *e)
{
	(void)e;
	intake_settle((struct intake_view *)v);
	return RC_OK;
}

static void
clear(struct view *v)
{
	struct intake_view *iv = (struct intake_view *)v;
	struct rail_feed *rail = &console_of(v)->rail;

	if (rail->preview == &iv->preview) {
		rail->preview = NULL;
		rail->incident = NULL;
		rail->ring_ms = 0;
		rail->sent = false;
	}
	intake_form_clear(&iv->form);
	vec_clear(&iv->preview);
	vec_clear(&iv->acts);
	arena_free(&iv->arena);
	arena_free(&iv->leader_arena);
	for (int i = 0; i < 2 && iv->kept[i].ptr; i++)
		str_clear(&iv->kept[i]);
}

static void
save(struct view *v)
{
	keep_draft((struct intake_view *)v);
}

/* The stopwatch, and drafts while it is typed. */
static int64_t
tick(struct view *v, int64_t now)
{
	struct intake_view *iv = (struct intake_view *)v;

	if (iv->keep_at && now >= iv->keep_at)
		keep_draft(iv);
	return app_view(v->app, 0) == v ? SECOND_MS : -1;
}

/* ---- keys ---- */

static enum rc
number_decided(struct view *below, void *ctx, int choice, struct err *e)
{
	struct intake_view *iv = ctx;

	(void)below;
	(void)e;
	iv->form.number_ok = choice == 1;
	if (choice != 1)
		iv->form.focus = choice == 2 ? IN_PHONE : IN_WORDS;
	return RC_OK;
}

static void
ask_about_number(struct intake_view *iv)
{
	static const char *const choices[] = {N_("record it as it stands"),
					      N_("to the private telephone field"), NULL};
	struct err e;

	if (dialog_open(
		iv->base.app,
		&(struct dialog){
		    .title = _("A number of a person"),
		    .text = _("The words hold a mobile or identity number. It would be "
			      "published with the book and could never be taken back. Until "
			      "this is decided the words stay out of the record."),
		    .choices = choices,
		    .done = number_decided,
		    .ctx = iv},
		&e) != RC_OK)
		app_say_error(iv->base.app, &e);
}

static void
go(struct intake_view *iv, int to)
{
	struct intake_form *f = &iv->form;
	bool left_words = f->focus == IN_WORDS && to != IN_WORDS;

	f->focus = (enum intake_field)(to < 0 ? 0 : to >= IN_FIELDS ? IN_ANSWER : to);
	f->at = 0;
	f->more = false;
	if (left_words && !f->number_ok && text_has_personal_number(intake_text(f, IN_WORDS)))
		ask_about_number(iv);
	intake_settle(iv);
}

/* Rows of the screen: up and down go from the first field of one to that of the next. */
static void
go_row(struct intake_view *iv, int by)
{
	static const enum intake_field rows[] = {IN_PLACE,  IN_KIND,  IN_TRAPPED,
						 IN_SOURCE, IN_WORDS, IN_ANSWER};
	size_t row = 0;

	while (row + 1 < ARRAY_LEN(rows) && iv->form.focus >= rows[row + 1])
		row++;
	if (by < 0 && row > 0)
		go(iv, (int)rows[row - 1]);
	else if (by > 0 && row + 1 < ARRAY_LEN(rows))
		go(iv, (int)rows[row + 1]);
}

static bool
is_typed_by_letters(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

/* Place and kind: Enter takes the marked candidate, or the first one that pinyin found. */
static bool
candidate_key(struct intake_view *iv, uint32_t k)
{
	struct intake_form *f = &iv->form;
	size_t n = intake_candidates(f);

	if (n == 0)
		return false;
	if (k == K_DOWN || k == K_UP) {
		if (k == K_UP && f->at == 0)
			return false;
		f->at = k == K_UP ? f->at - 1 : f->at < n ? f->at + 1 : n;
		return true;
	}
	if (k != K_ENTER)
		return false;
	if (f->at > 0 || f->focus == IN_KIND || is_typed_by_letters(intake_text(f, f->focus)))
		intake_take(f, console_of(&iv->base)->book, f->at > 0 ? f->at - 1 : 0);
	go(iv, (int)f->focus + 1);
	return true;
}

static bool
kind_key(struct intake_view *iv, uint32_t k)
{
	struct intake_form *f = &iv->form;
	struct book *b = console_of(&iv->base)->book;

	if (k < '0' || k > '9')
		return false;
	if (*intake_text(f, IN_KIND)) {
		if (!intake_take(f, b, k == '0' ? 9 : k - '1'))
			return true;
	} else if (f->menu[k - '0']) {
		intake_choose_kind(f, b, f->menu[k - '0']);
	} else {
		return true;
	}
	go(iv, IN_TRAPPED);
	return true;
}

static bool
source_key(struct intake_view *iv, uint32_t k)
{
	struct intake_form *f = &iv->form;
	int other;

	if (k < '0' || k > '9')
		return key_is_text(k);
	if (f->more) {
		other = intake_other_source(k == '0' ? 9 : k - '1');
		if (!other)
			return true;
		f->source = other;
	} else if (k >= '1' && k < '0' + INTAKE_SOURCES) {
		f->source = choice_value(source_types, intake_sources[k - '1'].word);
	} else {
		f->more = k == '0' + INTAKE_SOURCES;
		return true;
	}
	go(iv, IN_PHONE);
	return true;
}

/* Tab in an empty place field takes the last one. */
static void
tab(struct intake_view *iv)
{
	struct intake_form *f = &iv->form;

	if (f->focus == IN_PLACE && !*intake_text(f, IN_PLACE) && f->last_place)
		editor_set(&f->editors[IN_PLACE], f->last_place);
	go(iv, (int)f->focus + 1);
}

static bool
move_key(struct intake_view *iv, uint32_t k)
{
	struct intake_form *f = &iv->form;

	switch (k) {
	case K_TAB:
		tab(iv);
		return true;
	case K_TAB | K_SHIFT:
		go(iv, (int)f->focus - 1);
		return true;
	case K_ENTER:
		if (f->focus == IN_ANSWER)
			intake_answer(f);
		go(iv, (int)f->focus + 1);
		return true;
	case K_UP:
	case K_DOWN:
		go_row(iv, k == K_UP ? -1 : 1);
		return true;
	}
	return false;
}

/* Counts take digits only; what an input method adds by mistake goes. */
static bool
type_key(struct intake_view *iv, const struct key_event *ev)
{
	struct intake_form *f = &iv->form;
	uint32_t k = key_narrow(ev->key);
	bool is_count = f->focus >= IN_TRAPPED && f->focus <= IN_MISSING;

	if (is_count && key_is_text(k) && (k < '0' || k > '9'))
		return true;
	if (f->focus == IN_PLACE && k == '0' && !*intake_text(f, IN_PLACE))
		return false; /* who writes */
	if (f->focus == IN_SOURCE)
		return false;
	if (!editor_key(&f->editors[f->focus], ev))
		return false;
	f->at = 0;
	if (f->focus == IN_WORDS)
		f->number_ok = false;
	if (!iv->keep_at)
		iv->keep_at = app_steady_ms() + KEEP_MS;
	return true;
}

static bool
key(struct view *v, const struct key_event *ev)
{
	struct intake_view *iv = (struct intake_view *)v;
	uint32_t k = key_narrow(ev->key);
	enum intake_field focus = iv->form.focus;

	if (k >= '0' && k <= '9' && !iv->keep_at)
		iv->keep_at = app_steady_ms() + KEEP_MS;
	if ((focus == IN_PLACE || focus == IN_KIND) && candidate_key(iv, k))
		return true;
	if ((focus == IN_KIND && kind_key(iv, k)) || (focus == IN_SOURCE && source_key(iv, k)))
		return true;
	if (focus == IN_WORDS && (k == K_UP || k == K_DOWN) &&
	    editor_key(&iv->form.editors[IN_WORDS], ev))
		return true;
	return move_key(iv, k) || type_key(iv, ev);
}

/* ---- commands ---- */

static enum rc
leave(struct view *v, struct err *e)
{
	struct intake_view *iv = (struct intake_view *)v;

	if (iv->id[0]) {
		if (intake_act_record(v, e) != RC_OK)
			return e->code;
		iv->done = !iv->form.error[0];
	} else if (!intake_is_blank(&iv->form)) {
		app_say(v->app, STYLE_NORMAL, "%s", _("Kept as a draft."));
	}
	keep_draft(iv);
	app_close(v);
	return RC_OK;
}

enum rc
intake_open(struct view *v, struct err *e)
{
	return app_open(v->app, &view_intake, NULL, e);
}

static void
heading(const struct view *v, struct str *out)
{
	str_add(out, ((const struct intake_view *)v)->id);
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_F(5) },      "dispatch", N_("send a team"),    intake_act_dispatch },
	{ { K_F(6) },      "tell",     N_("tell leader"),    intake_act_tell },
	{ { K_F(7) },      "report",   N_("report up"),         intake_act_report },
	{ { K_F(8) },      "list",     N_("call list"),      intake_act_list },
	{ { K_F(9) },      "matter",   N_("to a matter"),         intake_act_matter },
	{ { K_ESC },       "leave",    N_("keep and leave"), leave },
	{ { K_F(4) },      "clerk",    N_("who writes"),     console_choose_clerk },
	{ { K_CTRL('d') }, "record",   N_("record the call"),         intake_act_record },
	{ { K_CTRL('t') }, "resume",   N_("unfinished call"), resume },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_intake = {
    .name = "intake",
    .title = N_("Intake"),
    .size = sizeof(struct intake_view),
    .listed = true,
    .commands = commands,
    .open = open,
    .load = load,
    .draw = intake_draw,
    .clear = clear,
    .key = key,
    .tick = tick,
    .save = save,
    .heading = heading,
};
