/* What a git server says to a push is read, or found to be something else. */
#include "core/packet.h"

#include <stdlib.h>
#include <string.h>

#include "tests/helpers.h"

#define ID_A "0123456789abcdef0123456789abcdef01234567"
#define ID_B "fedcba9876543210fedcba9876543210fedcba98"
#define ZERO "0000000000000000000000000000000000000000"

static void
add(struct str *s, const char *bytes, size_t n)
{
	str_add_f(s, "%04zx", n + 4);
	str_add_n(s, bytes, n);
}

static void
add_text(struct str *s, const char *text)
{
	add(s, text, strlen(text));
}

#define ADD(s, literal) add((s), (literal), sizeof(literal) - 1)

/* ---- the advertisement ---- */

START_TEST(an_advertisement_gives_branches_and_abilities)
{
	struct str s = STR_INIT;
	struct advert a;

	ADD(&s, ID_A " refs/heads/keys\0report-status delete-refs side-band-64k quiet ofs-delta "
		     "object-format=sha1 agent=git/2.39.5\n");
	add_text(&s, ID_B " refs/heads/sm1\n");
	add_text(&s, ID_B " refs/tags/v1\n");
	add_text(&s, ID_B " .have\n");
	str_add(&s, "0000");
	ck_assert_int_eq(advert_read(s.ptr, s.len, &a), HEARD_WHOLE);
	ck_assert(a.report && a.side_band && !a.no_thin && !a.foreign && !a.cut);
	ck_assert_uint_eq(a.n, 2);
	ck_assert_uint_eq(advert_find(&a, "refs/heads/keys")[0], 0x01);
	ck_assert_uint_eq(advert_find(&a, "refs/heads/sm1")[0], 0xfe);
	ck_assert_ptr_null(advert_find(&a, "refs/heads/sm0"));
	/* Any part of it is not whole yet. */
	for (size_t i = 0; i < s.len; i++)
		ck_assert_int_eq(advert_read(s.ptr, i, &a), HEARD_MORE);
	str_clear(&s);
}
END_TEST

START_TEST(an_empty_repository_over_https_that_takes_no_thin_packs)
{
	struct str s = STR_INIT;
	struct advert a;

	add_text(&s, "# service=git-receive-pack\n");
	str_add(&s, "0000");
	ADD(&s, ZERO " capabilities^{}\0report-status no-thin object-format=sha256");
	str_add(&s, "0000");
	ck_assert_int_eq(advert_read(s.ptr, s.len, &a), HEARD_WHOLE);
	ck_assert(a.report && !a.side_band && a.no_thin && a.foreign);
	ck_assert_uint_eq(a.n, 0);
	str_clear(&s);
}
END_TEST

START_TEST(abilities_are_whole_words)
{
	struct str s = STR_INIT;
	struct advert a;

	ADD(&s, ID_A " refs/heads/sm1\0report-status-v2 side-band-64kb xno-thin");
	str_add(&s, "0000");
	ck_assert_int_eq(advert_read(s.ptr, s.len, &a), HEARD_WHOLE);
	ck_assert(!a.report && !a.side_band && !a.no_thin);
	str_clear(&s);
}
END_TEST

START_TEST(more_branches_than_are_kept_are_told)
{
	struct str s = STR_INIT, line = STR_INIT;
	struct advert a;

	for (int i = 0; i < PACKET_REFS + 1; i++) {
		str_cut(&line, 0);
		str_add_f(&line, ID_A " refs/heads/b%d", i);
		add(&s, line.ptr, line.len);
	}
	str_add(&s, "0000");
	ck_assert_int_eq(advert_read(s.ptr, s.len, &a), HEARD_WHOLE);
	ck_assert(a.cut);
	ck_assert_uint_eq(a.n, PACKET_REFS);
	str_clear(&s);
	str_clear(&line);
}
END_TEST

START_TEST(what_is_no_advertisement_is_bad)
{
	static const char *const texts[] = {
	    "<html>please sign in</html>",
	    "ffff",
	    "0002",
	    "0003",
	    "0004",
	    "0009ERR x",
	    "003fversion 1                                                  ",
	    "0032" ID_A "refs/heads",
	};
	struct advert a;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		ck_assert_msg(advert_read(texts[i], strlen(texts[i]), &a) == HEARD_BAD, "%s",
			      texts[i]);
}
END_TEST

/* ---- a push ---- */

START_TEST(commands_as_git_reads_them)
{
	struct push_command c[2] = {{.ref = "refs/heads/keys"}, {.ref = "refs/heads/sm1"}};
	static const char want[] = "0082" ZERO " 1100000000000000000000000000000000000000 "
				   "refs/heads/keys\0 report-status side-band-64k"
				   "0064" ZERO " " ZERO " refs/heads/sm10000";
	struct str s = STR_INIT;

	c[0].to[0] = 0x11;
	push_write(&s, c, 2, true);
	ck_assert_uint_eq(s.len, sizeof(want) - 1);
	ck_assert_int_eq(memcmp(s.ptr, want, s.len), 0);
	str_clear(&s);
}
END_TEST

/* ---- the report ---- */

static void
add_band(struct str *s, char band, const struct str *bytes)
{
	str_add_f(s, "%04zx%c", bytes->len + 5, band);
	str_add_n(s, bytes->ptr, bytes->len);
}

START_TEST(a_report_moves_only_what_it_names)
{
	struct push_command c[2] = {{.ref = "refs/heads/keys"}, {.ref = "refs/heads/sm1"}};
	struct str s = STR_INIT;
	struct report r;

	add_text(&s, "unpack ok\n");
	add_text(&s, "ok refs/heads/keys\n");
	add_text(&s, "ng refs/heads/sm1 pre-receive hook declined\n");
	str_add(&s, "0000");
	ck_assert_int_eq(report_read(s.ptr, s.len, false, &r), HEARD_WHOLE);
	ck_assert(r.unpacked && report_all_ok(&r, c, 1) && !report_all_ok(&r, c, 2));
	ck_assert_str_eq(r.verdicts[1].why, "pre-receive hook declined");
	for (size_t i = 0; i < s.len; i++)
		ck_assert_int_eq(report_read(s.ptr, i, false, &r), HEARD_MORE);
	str_clear(&s);
}
END_TEST

START_TEST(a_report_in_bands_with_a_hooks_words)
{
	struct push_command c = {.ref = "refs/heads/sm1"};
	struct str lines = STR_INIT, first = STR_INIT, said = STR_INIT, s = STR_INIT;
	struct report r;

	add_text(&lines, "unpack ok\n");
	add_text(&lines, "ok refs/heads/sm1\n");
	str_add(&lines, "0000");
	str_add(&said, "今日盘点\n第二行\n");
	str_add_n(&first, lines.ptr, 7); /* bands cut the report where they like */
	str_remove(&lines, 0, 7);
	add_band(&s, 2, &said);
	add_band(&s, 1, &first);
	add_band(&s, 1, &lines);
	for (size_t i = 0; i <= s.len; i++)
		ck_assert_int_eq(report_read(s.ptr, i, true, &r), HEARD_MORE);
	str_add(&s, "0000");
	ck_assert_int_eq(report_read(s.ptr, s.len, true, &r), HEARD_WHOLE);
	ck_assert(report_all_ok(&r, &c, 1));
	ck_assert_str_eq(r.said, "今日盘点");
	str_clear(&lines);
	str_clear(&first);
	str_clear(&said);
	str_clear(&s);
}
END_TEST

START_TEST(a_pack_that_was_not_unpacked)
{
	struct push_command c = {.ref = "refs/heads/sm1"};
	struct str s = STR_INIT;
	struct report r;

	add_text(&s, "unpack index-pack abnormal exit\n");
	add_text(&s, "ng refs/heads/sm1 unpacker error\n");
	str_add(&s, "0000");
	ck_assert_int_eq(report_read(s.ptr, s.len, false, &r), HEARD_WHOLE);
	ck_assert(!r.unpacked && !report_all_ok(&r, &c, 1));
	ck_assert_str_eq(r.why, "index-pack abnormal exit");
	str_clear(&s);
	/* Even where the two do not agree. */
	add_text(&s, "unpack late\n");
	add_text(&s, "ok refs/heads/sm1\n");
	str_add(&s, "0000");
	ck_assert_int_eq(report_read(s.ptr, s.len, false, &r), HEARD_WHOLE);
	ck_assert(!report_all_ok(&r, &c, 1));
	str_clear(&s);
}
END_TEST

START_TEST(last_words_and_broken_bands)
{
	struct report r;

	ck_assert_int_eq(report_read("000c\003no spac0000", 16, true, &r), HEARD_BAD);
	ck_assert_str_eq(r.why, "no spac");
	ck_assert_int_eq(report_read("0006\004x", 6, true, &r), HEARD_BAD);
	ck_assert_int_eq(report_read("0004", 4, true, &r), HEARD_BAD);
	ck_assert_int_eq(report_read("0000", 4, true, &r), HEARD_BAD);
	ck_assert_int_eq(report_read("0000", 4, false, &r), HEARD_BAD);
	ck_assert_int_eq(report_read("<html>", 6, false, &r), HEARD_BAD);
	ck_assert_int_eq(report_read("", 0, true, &r), HEARD_MORE);
}
END_TEST

START_TEST(a_servers_words_can_be_shown)
{
	struct str s = STR_INIT, line = STR_INIT;
	struct report r;

	add(&s, "unpack a\033[2Jb\tc\n", 15);
	str_add(&s, "0000");
	ck_assert_int_eq(report_read(s.ptr, s.len, false, &r), HEARD_WHOLE);
	ck_assert_str_eq(r.why, "a?[2Jb?c");
	str_cut(&s, 0);
	str_add(&line, "unpack ");
	for (int i = 0; i < 200; i++)
		str_add(&line, "满");
	add(&s, line.ptr, line.len);
	str_add(&s, "0000");
	ck_assert_int_eq(report_read(s.ptr, s.len, false, &r), HEARD_WHOLE);
	ck_assert_uint_eq(strlen(r.why), (PACKET_WHY - 1) / 3 * 3); /* whole characters */
	str_cut(&s, 0);
	add(&s, "unpack \xff\xfe!\n", 11);
	str_add(&s, "0000");
	ck_assert_int_eq(report_read(s.ptr, s.len, false, &r), HEARD_WHOLE);
	ck_assert_str_eq(r.why, "?"
				"?!");
	str_clear(&s);
	str_clear(&line);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("packet");
	TCase *c = tcase_create("packet");

	tcase_add_test(c, an_advertisement_gives_branches_and_abilities);
	tcase_add_test(c, an_empty_repository_over_https_that_takes_no_thin_packs);
	tcase_add_test(c, abilities_are_whole_words);
	tcase_add_test(c, more_branches_than_are_kept_are_told);
	tcase_add_test(c, what_is_no_advertisement_is_bad);
	tcase_add_test(c, commands_as_git_reads_them);
	tcase_add_test(c, a_report_moves_only_what_it_names);
	tcase_add_test(c, a_report_in_bands_with_a_hooks_words);
	tcase_add_test(c, a_pack_that_was_not_unpacked);
	tcase_add_test(c, last_words_and_broken_bands);
	tcase_add_test(c, a_servers_words_can_be_shown);
	suite_add_tcase(s, c);
	return run_suite(s);
}
