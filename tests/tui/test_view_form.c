/* The form as a screen: recording, refusing, drafts that come back, leaving. */
#include "tui/view_form.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "core/line.h"
#include "core/person.h"
#include "tests/helpers.h"
#include "tests/tui/kit/demo.h"
#include "tests/tui/kit/golden.h"

static struct demo demo;
static struct app *app;
static struct canvas canvas;
static char recorded[200];
static char kept[2][500];
static int keeps;

static enum rc
done(struct view *below, void *ctx, struct form *f, struct record *r, struct err *e)
{
	const struct call *call = r->body;

	(void)ctx;
	ck_assert_ptr_eq(below->type, &view_demo);
	if (strcmp(call->text, "refused") == 0) {
		form_point(f, "text", "say more");
		return err_set(e, RC_INVALID, "not so");
	}
	snprintf(recorded, sizeof(recorded), "%s|%s|%s", call->party, call->text,
		 call->phone ? call->phone : "");
	return RC_OK;
}

static void
keep(struct view *below, const char *open, const char *secret)
{
	(void)below;
	snprintf(kept[0], sizeof(kept[0]), "%s", open);
	snprintf(kept[1], sizeof(kept[1]), "%s", secret);
	keeps++;
}

static void
begin(void)
{
	struct err e;

	demo_init(&demo);
	app = app_new(&demo.host);
	ck_ok(app_open(app, &view_demo, NULL, &e), &e);
	canvas = canvas_new(24, 80);
	recorded[0] = kept[0][0] = kept[1][0] = '\0';
	keeps = 0;
}

static void
end(void)
{
	app_free(app);
	canvas_free(&canvas);
}

static void
open_form(bool with_drafts)
{
	struct form_args args = {.heading = "sm1-97",
				 .kind = &kind_call,
				 .done = done,
				 .keep = with_drafts ? keep : NULL};
	struct err e;

	args.draft[0] = kept[0];
	args.draft[1] = kept[1];
	ck_ok(form_open(app, &args, &e), &e);
	app_draw(app, &canvas);
}

static void
press(uint32_t key)
{
	app_key(app, &(struct key_event){.key = key});
	app_draw(app, &canvas);
}

static void
type(const char *text)
{
	struct keys k;
	struct key_event ev;

	keys_init(&k);
	keys_feed(&k, text, strlen(text), 0);
	while (keys_next(&k, 0, &ev))
		press(ev.key);
	keys_clear(&k);
}

static void
has(const char *text, bool there)
{
	struct str s = STR_INIT;

	canvas_dump(&canvas, &s);
	ck_assert_msg((strstr(s.ptr, text) != NULL) == there, "%s \"%s\" in:\n%s",
		      there ? "missing" : "unexpected", text, s.ptr);
	str_clear(&s);
}

START_TEST(what_is_filled_in_is_handed_over)
{
	open_form(false);
	type("1县应急局\t0300-0000371\t已口报\t");
	golden_expect_canvas("view-form", &canvas);
	press(K_CTRL('d'));
	ck_assert_str_eq(recorded, "县应急局|已口报|0300-0000371");
	ck_assert_ptr_eq(app_view(app, 0)->type, &view_demo);
}
END_TEST

START_TEST(a_refusal_keeps_the_form_and_points_at_the_field)
{
	open_form(false);
	type("1县应急局\t\trefused\t");
	press(K_F(8));
	ck_assert_str_eq(recorded, "");
	has("not so", true);
	has("say more", true);
	type(" no more");
	press(K_F(8));
	ck_assert_str_eq(recorded, "县应急局|refused no more|");
}
END_TEST

START_TEST(leaving_keeps_a_draft_that_comes_back)
{
	open_form(true);
	type("1甲\t0300-0000372");
	press(K_ESC);
	ck_assert_ptr_eq(app_view(app, 0)->type, &view_demo);
	ck_assert_ptr_nonnull(strstr(kept[0], "甲"));
	ck_assert_ptr_null(strstr(kept[0], "0300"));
	ck_assert_ptr_nonnull(strstr(kept[1], "0300-0000372"));
	open_form(true);
	has("draft", true);
	has("0300-0000372", true);
	type("\t\t\t说了\t");
	press(K_CTRL('d'));
	ck_assert_str_eq(recorded, "甲|说了|0300-0000372");
	ck_assert_str_eq(kept[0], "");
	ck_assert_str_eq(kept[1], "");
}
END_TEST

START_TEST(an_untouched_form_leaves_without_asking)
{
	open_form(false);
	press(K_ESC);
	ck_assert_ptr_eq(app_view(app, 0)->type, &view_demo);
	open_form(true);
	press(K_ESC);
	ck_assert_int_eq(keeps, 0);
}
END_TEST

START_TEST(without_drafts_leaving_wants_a_digit)
{
	open_form(false);
	type("1甲");
	press(K_ESC);
	press(K_ESC);
	has("甲", true);
	press(K_ESC);
	press('1');
	ck_assert_ptr_eq(app_view(app, 0)->type, &view_demo);
	ck_assert_str_eq(recorded, "");
}
END_TEST

START_TEST(it_keeps_while_one_types_and_when_the_program_ends)
{
	struct view *v;

	open_form(true);
	type("1甲");
	v = app_view(app, 0);
	ck_assert_int_gt(v->type->tick(v, app_steady_ms()), 0);
	ck_assert_int_eq(keeps, 0);
	ck_assert_int_eq(v->type->tick(v, app_steady_ms() + 60000), -1);
	ck_assert_int_eq(keeps, 1);
	type("乙");
	v->type->save(v);
	ck_assert_int_eq(keeps, 2);
	ck_assert_ptr_nonnull(strstr(kept[0], "甲乙"));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("view form");
	TCase *t = tcase_create("view form");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, what_is_filled_in_is_handed_over);
	tcase_add_test(t, a_refusal_keeps_the_form_and_points_at_the_field);
	tcase_add_test(t, leaving_keeps_a_draft_that_comes_back);
	tcase_add_test(t, an_untouched_form_leaves_without_asking);
	tcase_add_test(t, without_drafts_leaving_wants_a_digit);
	tcase_add_test(t, it_keeps_while_one_types_and_when_the_program_ends);
	suite_add_tcase(s, t);
	return run_suite(s);
}
