/* Keys from bytes: UTF-8 in pieces, escape sequences, Esc and digits, paste. */
#include "tui/keys.h"

#include <string.h>

#include "tests/helpers.h"

/* Feeds bytes at a time and says what comes: "a 中 F5 Esc". */
struct typist {
	struct keys keys;
	int64_t now;
	struct str said;
};

static void
sit_down(struct typist *t)
{
	*t = (struct typist){.now = 1000, .said = STR_INIT};
	keys_init(&t->keys);
}

static void
listen(struct typist *t)
{
	struct key_event ev;
	char label[KEY_LABEL];

	while (keys_next(&t->keys, t->now, &ev)) {
		str_add(&t->said, t->said.len > 0 ? " " : "");
		if (ev.key == K_PASTE) {
			str_add(&t->said, "paste[");
			str_add_n(&t->said, ev.text, ev.len);
			str_add(&t->said, "]");
		} else if (ev.key == K_BAD) {
			str_add(&t->said, "BAD");
		} else {
			key_label(ev.key, label);
			str_add(&t->said, label);
		}
	}
}

static void
type_n(struct typist *t, const char *bytes, size_t n)
{
	keys_feed(&t->keys, bytes, n, t->now);
	listen(t);
}

static void
type(struct typist *t, const char *bytes)
{
	type_n(t, bytes, strlen(bytes));
}

static void
pass(struct typist *t, int64_t ms)
{
	t->now += ms;
	listen(t);
}

static void
stand_up(struct typist *t, const char *want)
{
	ck_assert_str_eq(t->said.ptr, want);
	str_clear(&t->said);
	keys_clear(&t->keys);
}

static void
hears(const char *bytes, const char *want)
{
	struct typist t;

	sit_down(&t);
	type(&t, bytes);
	pass(&t, 5000);
	stand_up(&t, want);
}

START_TEST(letters_chinese_and_rare_characters_come_as_they_are)
{
	hears("a中é𠮷9，", "a 中 é 𠮷 9 ，");
}
END_TEST

START_TEST(a_character_may_come_in_pieces)
{
	struct typist t;

	sit_down(&t);
	type(&t, "\xe4");
	pass(&t, 3000);
	type(&t, "\xb8");
	pass(&t, 3000);
	type(&t, "\xadx");
	stand_up(&t, "中 x");
}
END_TEST

START_TEST(broken_bytes_are_told_one_by_one_and_swallow_nothing)
{
	hears("A\xff"
	      "B中\xe4\xb8"
	      "C文\033[Z",
	      "A BAD B 中 BAD BAD C 文 Shift-Tab");
	hears("\xc0\xaf", "BAD BAD");         /* overlong */
	hears("\xed\xa0\x80", "BAD BAD BAD"); /* a surrogate */
	hears("\xf4\x90\x80\x80", "BAD BAD BAD BAD");
	hears("\xd6\xd0\xce\xc4x", "BAD BAD BAD BAD x"); /* 中文 in GBK */
}
END_TEST

START_TEST(control_keys_have_names)
{
	hears("\r\t\x7f\x08\x01\x1a\x0a\x1f", "Enter Tab Backspace Backspace Ctrl-A Ctrl-Z Ctrl-J "
					      "Ctrl-_");
}
END_TEST

START_TEST(terminals_name_the_same_keys_differently)
{
	hears("\033[A\033OA\033[1;5C\033[H\033[1~\033OH", "↑ ↑ Ctrl-→ Home Home Home");
	hears("\033OP\033[11~\033[[A\033[P", "F1 F1 F1 F1"); /* xterm, PuTTY, Linux console */
	hears("\033[15~\033[17~\033[21~\033[24~\033[[E", "F5 F6 F10 F12 F5");
	hears("\033[3~\033[2~\033[5~\033[6~\033[4~\033[8~", "Del Ins PgUp PgDn End End");
	hears("\033OM\033Or\033[13u\033[27;5;13~\033[97;5u", "Enter 2 Enter Ctrl-Enter Ctrl-A");
	hears("\033[15;2~\033[1;2R", "Shift-F5 Shift-F3");
}
END_TEST

START_TEST(unknown_sequences_are_dropped_whole)
{
	hears("a\033[99;99;99zb", "a b");
	hears("a\033[<0;10;10Mb\033[<0;10;10mc", "a b c");
	hears("a\033[M !!b", "a b");
	hears("a\033[?1;2cb", "a b");
	hears("a\033[I\033[Ob", "a b");
	hears("a\033[12", "a");
}
END_TEST

START_TEST(a_sequence_may_come_in_pieces_over_a_slow_line)
{
	struct typist t;

	sit_down(&t);
	type(&t, "\033");
	pass(&t, 20);
	type(&t, "[");
	pass(&t, 200);
	type(&t, "1;");
	pass(&t, 200);
	type(&t, "5D");
	stand_up(&t, "Ctrl-←");
}
END_TEST

START_TEST(a_lone_esc_acts_after_its_second)
{
	struct typist t;

	sit_down(&t);
	type(&t, "\033");
	ck_assert_int_eq(keys_timeout(&t.keys, t.now), 25);
	pass(&t, 24);
	ck_assert_str_eq(t.said.ptr, "");
	pass(&t, 1);
	ck_assert_str_eq(t.said.ptr, "");
	ck_assert_int_eq(keys_timeout(&t.keys, t.now), 1000);
	pass(&t, 999);
	ck_assert_str_eq(t.said.ptr, "");
	pass(&t, 1);
	ck_assert_int_eq(keys_timeout(&t.keys, t.now), -1);
	stand_up(&t, "Esc");
}
END_TEST

START_TEST(esc_and_a_digit_within_a_second_is_an_f_key)
{
	struct typist t;

	sit_down(&t);
	type(&t, "\033");
	pass(&t, 30);
	pass(&t, 900);
	type(&t, "5");
	type(&t, "\033");
	pass(&t, 30);
	type(&t, "0");
	type(&t, "\033");
	pass(&t, 30);
	type(&t, "２"); /* full-width */
	type(&t, "7");
	stand_up(&t, "F5 F10 F2 7");
	hears("\0337", "F7"); /* Alt-7, or both at once */
}
END_TEST

START_TEST(a_late_digit_is_a_digit)
{
	struct typist t;

	sit_down(&t);
	type(&t, "\033");
	pass(&t, 30);
	t.now += 1500;
	type(&t, "5");
	stand_up(&t, "Esc 5");
}
END_TEST

START_TEST(a_second_esc_acts_at_once_and_only_once)
{
	struct typist t;

	sit_down(&t);
	type(&t, "\033");
	pass(&t, 100);
	type(&t, "\033");
	pass(&t, 25);
	ck_assert_str_eq(t.said.ptr, "Esc");
	pass(&t, 5000);
	stand_up(&t, "Esc");
}
END_TEST

START_TEST(another_key_sends_the_esc_before_itself)
{
	struct typist t;

	sit_down(&t);
	type(&t, "\033");
	pass(&t, 30);
	type(&t, "中");
	type(&t, "\033");
	pass(&t, 30);
	type(&t, "\033[A");
	stand_up(&t, "Esc 中 Esc ↑");
}
END_TEST

START_TEST(alt_and_a_letter_is_one_key)
{
	hears("\033x\033\x7f", "Alt-x Alt-Backspace");
}
END_TEST

START_TEST(a_paste_is_one_event_with_its_text)
{
	hears("a\033[200~q一\r\n二\r三\n\033[A\033[201~b", "a paste[q一\n二\n三\n\033[A] b");
}
END_TEST

START_TEST(a_paste_may_come_in_pieces)
{
	struct typist t;

	sit_down(&t);
	type(&t, "\033[20");
	type(&t, "0~你");
	pass(&t, 1900);
	type(&t, "好\033[2");
	type(&t, "01~!");
	stand_up(&t, "paste[你好] !");
}
END_TEST

START_TEST(a_paste_without_an_end_ends_by_itself)
{
	struct typist t;

	sit_down(&t);
	type(&t, "\033[200~text");
	ck_assert_int_eq(keys_timeout(&t.keys, t.now), 2000);
	pass(&t, 2000);
	type(&t, "x");
	stand_up(&t, "paste[text] x");
}
END_TEST

START_TEST(a_paste_is_bounded)
{
	struct keys k;
	struct key_event ev;
	static char block[65536];

	memset(block, 'x', sizeof(block));
	keys_init(&k);
	keys_feed(&k, "\033[200~", 6, 0);
	for (int i = 0; i < 10; i++) {
		keys_feed(&k, block, sizeof(block), 0);
		ck_assert(!keys_next(&k, 0, &ev));
	}
	keys_feed(&k, "\033[201~", 6, 0);
	ck_assert(keys_next(&k, 0, &ev));
	ck_assert_uint_eq(ev.key, K_PASTE);
	ck_assert_uint_eq(ev.len, PASTE_MAX);
	keys_clear(&k);
}
END_TEST

START_TEST(full_width_keys_count_as_half_width_for_commands)
{
	ck_assert_uint_eq(key_narrow(0xff15), '5');
	ck_assert_uint_eq(key_narrow(0xff41), 'a');
	ck_assert_uint_eq(key_narrow(0xff1f), '?');
	ck_assert_uint_eq(key_narrow(0x3002), '.');
	ck_assert_uint_eq(key_narrow(0x4e2d), 0x4e2d);
	ck_assert_uint_eq(key_narrow(K_F(5)), K_F(5));
}
END_TEST

START_TEST(keys_that_terminals_take_are_not_safe)
{
	ck_assert(key_is_safe(K_F(5)));
	ck_assert(key_is_safe(K_ENTER));
	ck_assert(key_is_safe('7'));
	ck_assert(key_is_safe('?'));
	ck_assert(key_is_safe(K_CTRL('f')));
	ck_assert(!key_is_safe('n'));
	ck_assert(!key_is_safe('/'));
	ck_assert(!key_is_safe(' '));
	ck_assert(!key_is_safe(K_F(1)));
	ck_assert(!key_is_safe(K_F(10)));
	ck_assert(!key_is_safe(K_F(11)));
	ck_assert(!key_is_safe(K_CTRL(' ')));
	ck_assert(!key_is_safe(K_CTRL('s')));
	ck_assert(!key_is_safe(K_CTRL('.')));
	ck_assert(!key_is_safe(K_ALT | '1'));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("keys");
	TCase *t = tcase_create("keys");

	tcase_add_test(t, letters_chinese_and_rare_characters_come_as_they_are);
	tcase_add_test(t, a_character_may_come_in_pieces);
	tcase_add_test(t, broken_bytes_are_told_one_by_one_and_swallow_nothing);
	tcase_add_test(t, control_keys_have_names);
	tcase_add_test(t, terminals_name_the_same_keys_differently);
	tcase_add_test(t, unknown_sequences_are_dropped_whole);
	tcase_add_test(t, a_sequence_may_come_in_pieces_over_a_slow_line);
	tcase_add_test(t, a_lone_esc_acts_after_its_second);
	tcase_add_test(t, esc_and_a_digit_within_a_second_is_an_f_key);
	tcase_add_test(t, a_late_digit_is_a_digit);
	tcase_add_test(t, a_second_esc_acts_at_once_and_only_once);
	tcase_add_test(t, another_key_sends_the_esc_before_itself);
	tcase_add_test(t, alt_and_a_letter_is_one_key);
	tcase_add_test(t, a_paste_is_one_event_with_its_text);
	tcase_add_test(t, a_paste_may_come_in_pieces);
	tcase_add_test(t, a_paste_without_an_end_ends_by_itself);
	tcase_add_test(t, a_paste_is_bounded);
	tcase_add_test(t, full_width_keys_count_as_half_width_for_commands);
	tcase_add_test(t, keys_that_terminals_take_are_not_safe);
	suite_add_tcase(s, t);
	return run_suite(s);
}
