/* The four books of a shift: what belongs into which, and when a shift begins. */
#include "storage/books.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "core/incident.h"
#include "core/line.h"
#include "tests/helpers.h"

static struct arena a;
static struct err e;
static const char *dir;
static struct book *b;
static int64_t now;

static void
at(int day, int hour, int minute)
{
	now = civil_secs(2026, 1, day, hour, minute);
	book_set_now(b, now * 1000);
}

static const char *
add(const struct kind *k, const char *of, const char *const *values)
{
	struct record *r = record_new(&a, k);
	struct parse_context c = {.now = now, .arena = &a};

	r->of = of;
	for (; *values; values += 2)
		ck_ok(record_set(r, values[0], values[1], &c, &e), &e);
	ck_ok(book_add_one(b, &a, r, NULL, &e), &e);
	return r->id;
}

#define ADD(k, of, ...) add(&kind_##k, of, (const char *const[]){__VA_ARGS__, NULL})

static void
set_up(void)
{
	struct book_init init = {.code = "140400101",
				 .name = "石门镇应急消防站",
				 .device = "sm1",
				 .level = 2,
				 .practice = true};
	char *home;

	setlocale(LC_CTYPE, "C.UTF-8");
	setenv("ZHIBAN_DATA", "templates", 1);
	a = (struct arena){0};
	dir = fresh_dir();
	home = arena_text_f(&a, "%s/home", dir);
	ck_ok(book_create(home, &init, civil_secs(2026, 1, 17, 7, 0) * 1000, &e), &e);
	ck_ok(book_open(home, false, &b, &e), &e);
}

static void
tear_down(void)
{
	book_close(b);
	clean_dir(dir);
	arena_free(&a);
}

static char *
print(const char *format)
{
	struct str out = STR_INIT;
	char *copy;

	ck_ok(books_print(b, &a, civil_secs(2026, 1, 17, 8, 0), format, &out, &e), &e);
	copy = arena_text(&a, out.ptr);
	str_clear(&out);
	return copy;
}

START_TEST(a_shift_begins_at_eight)
{
	ck_assert_int_eq(books_shift(civil_secs(2026, 1, 18, 7, 59)),
			 civil_secs(2026, 1, 17, 8, 0));
	ck_assert_int_eq(books_shift(civil_secs(2026, 1, 18, 8, 0)), civil_secs(2026, 1, 18, 8, 0));
	ck_assert_int_eq(books_shift(civil_secs(2026, 1, 18, 0, 0)), civil_secs(2026, 1, 17, 8, 0));
}
END_TEST

START_TEST(a_quiet_shift_says_so)
{
	char *text = print("text");

	ck_assert_ptr_nonnull(strstr(text, "当班无事"));
	ck_assert_ptr_nonnull(strstr(text, "【演练】"));
	ck_assert_ptr_nonnull(strstr(text, "2026年1月17日8时—2026年1月18日8时"));
}
END_TEST

START_TEST(only_this_shift_is_in_its_books)
{
	char *text;

	at(17, 7, 59);
	ADD(log, NULL, "text", "昨日之事");
	at(18, 7, 59);
	ADD(log, NULL, "text", "夜里之事");
	at(18, 8, 0);
	ADD(log, NULL, "text", "今日之事");
	text = print("text");
	ck_assert_ptr_null(strstr(text, "昨日之事"));
	ck_assert_ptr_nonnull(strstr(text, "夜里之事"));
	ck_assert_ptr_null(strstr(text, "今日之事"));
}
END_TEST

START_TEST(calls_stand_in_both_log_and_telephone_book)
{
	char *text, *calls;

	at(17, 9, 0);
	ADD(call, NULL, "way", "in", "party", "下滩村", "text", "请求沙袋", "phone",
	    "0300-0000999");
	text = print("text");
	calls = strstr(text, "二、电话记录");
	ck_assert_ptr_nonnull(calls);
	ck_assert_ptr_nonnull(strstr(calls, "来电　下滩村　请求沙袋"));
	ck_assert_ptr_null(strstr(text, "0300-0000999"));
}
END_TEST

START_TEST(a_corrected_line_keeps_its_old_words)
{
	const char *id;
	char *html;

	at(17, 9, 0);
	id = ADD(log, NULL, "text", "水位3<5米");
	ADD(correction, id, "text", "水位2米", "reason", "看错");
	html = print("html");
	ck_assert_ptr_nonnull(strstr(html, "<del>水位3&lt;5米</del> 水位2米（看错）"));
}
END_TEST

START_TEST(an_unknown_format_has_no_template)
{
	struct str out = STR_INIT;

	ck_assert_int_eq(books_print(b, &a, now, "pdf", &out, &e), RC_NOT_FOUND);
	str_clear(&out);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("books");
	TCase *t = tcase_create("books");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, a_shift_begins_at_eight);
	tcase_add_test(t, a_quiet_shift_says_so);
	tcase_add_test(t, only_this_shift_is_in_its_books);
	tcase_add_test(t, calls_stand_in_both_log_and_telephone_book);
	tcase_add_test(t, a_corrected_line_keeps_its_old_words);
	tcase_add_test(t, an_unknown_format_has_no_template);
	suite_add_tcase(s, t);
	return run_suite(s);
}
