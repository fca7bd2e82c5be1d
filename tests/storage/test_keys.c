/* Keys and signatures, with ssh-keygen as the judge where it is installed. */
#include "storage/sshsig.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/helpers.h"

static const uint8_t seed[KEY_BYTES] = {1, 2, 3, 4, 5, 6, 7};
static const char payload[] = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\n交接班\n";

static void
armor_of_payload(struct str *out)
{
	struct key_pair k;

	keys_from_seed(seed, &k);
	sshsig_sign(&k, payload, sizeof(payload) - 1, out);
}

START_TEST(a_signature_is_the_same_each_time_and_fits_its_payload_only)
{
	struct str one = STR_INIT, two = STR_INIT;
	uint8_t public[KEY_BYTES], signature[SIGNATURE_BYTES];

	armor_of_payload(&one);
	armor_of_payload(&two);
	ck_assert_str_eq(one.ptr, two.ptr);
	ck_assert(sshsig_read(one.ptr, one.len, public, signature));
	ck_assert(sshsig_verify(public, payload, sizeof(payload) - 1, signature));
	ck_assert(!sshsig_verify(public, payload, sizeof(payload) - 2, signature));
	signature[0] ^= 1;
	ck_assert(!sshsig_verify(public, payload, sizeof(payload) - 1, signature));
	str_clear(&one);
	str_clear(&two);
}
END_TEST

START_TEST(a_changed_byte_anywhere_in_an_armour_is_refused_or_breaks_the_signature)
{
	struct str s = STR_INIT;
	uint8_t public[KEY_BYTES], signature[SIGNATURE_BYTES];
	struct key_pair k;
	size_t i;

	keys_from_seed(seed, &k);
	armor_of_payload(&s);
	for (i = 0; i < s.len; i++) {
		char was = s.ptr[i];

		s.ptr[i] = was == 'A' ? 'B' : 'A';
		if (sshsig_read(s.ptr, s.len, public, signature))
			ck_assert(memcmp(public, k.public, KEY_BYTES) != 0 ||
				  !sshsig_verify(public, payload, sizeof(payload) - 1, signature));
		s.ptr[i] = was;
	}
	str_clear(&s);
}
END_TEST

START_TEST(a_cut_or_lengthened_armour_is_refused)
{
	struct str s = STR_INIT;
	uint8_t public[KEY_BYTES], signature[SIGNATURE_BYTES];
	size_t i;

	armor_of_payload(&s);
	for (i = 0; i < s.len; i++)
		ck_assert(!sshsig_read(s.ptr, i, public, signature));
	str_add_char(&s, '\n');
	ck_assert(!sshsig_read(s.ptr, s.len, public, signature));
	while (s.len < 4000)
		str_add(&s, "AAAA");
	ck_assert(!sshsig_read(s.ptr, s.len, public, signature));
	str_clear(&s);
}
END_TEST

START_TEST(a_public_key_has_one_spelling)
{
	struct key_pair k;
	uint8_t again[KEY_BYTES];
	char text[KEY_TEXT_MAX], longer[2 * KEY_TEXT_MAX];

	keys_from_seed(seed, &k);
	sshsig_key_text(k.public, text);
	ck_assert(sshsig_key_read(text, again));
	ck_assert_mem_eq(again, k.public, KEY_BYTES);
	snprintf(longer, sizeof(longer), "%s comment", text);
	ck_assert(!sshsig_key_read(longer, again));
	snprintf(longer, sizeof(longer), "%s=", text);
	ck_assert(!sshsig_key_read(longer, again));
	text[20] = '!';
	ck_assert(!sshsig_key_read(text, again));
	ck_assert(!sshsig_key_read("ssh-rsa AAAA", again));
	ck_assert(!sshsig_key_read("", again));
}
END_TEST

START_TEST(a_key_file_is_read_back_and_never_replaced)
{
	const char *dir = fresh_dir();
	char path[300];
	struct key_pair made, read;
	struct stat st;
	struct err e;

	snprintf(path, sizeof(path), "%s/device.key", dir);
	ck_assert_int_eq(sshsig_file_load(path, &read, &e), RC_NOT_FOUND);
	ck_ok(sshsig_file_new(path, "sm1", &made, &e), &e);
	ck_ok(sshsig_file_load(path, &read, &e), &e);
	ck_assert_mem_eq(made.seed, read.seed, KEY_BYTES);
	ck_assert_mem_eq(made.public, read.public, KEY_BYTES);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0600);
	ck_assert_int_eq(sshsig_file_new(path, "sm1", &made, &e), RC_CONFLICT);
	ck_assert_int_eq(chmod(path, 0644), 0);
	ck_assert_int_eq(sshsig_file_load(path, &read, &e), RC_INVALID);
	clean_dir(dir);
}
END_TEST

START_TEST(a_damaged_key_file_is_refused)
{
	const char *dir = fresh_dir();
	struct key_pair k;
	struct err e;
	char path[300], *text;
	size_t len, i;

	snprintf(path, sizeof(path), "%s/device.key", dir);
	ck_ok(sshsig_file_new(path, "sm1", &k, &e), &e);
	text = slurp(path, &len);
	for (i = 0; i < len; i += 7) {
		FILE *f = fopen(path, "w");

		ck_assert_uint_eq(fwrite(text, 1, i, f), i);
		fclose(f);
		ck_assert_int_eq(sshsig_file_load(path, &k, &e), RC_CORRUPT);
	}
	free(text);
	clean_dir(dir);
}
END_TEST

START_TEST(ssh_keygen_accepts_the_key_file_and_the_signature)
{
	const char *dir = fresh_dir();
	char path[300], command[2048], text[KEY_TEXT_MAX];
	struct str out = STR_INIT;
	struct key_pair k;
	struct err e;
	FILE *f;

	if (system("command -v ssh-keygen >/dev/null") != 0) {
		printf("skipped: no ssh-keygen here\n");
		clean_dir(dir);
		return;
	}
	snprintf(path, sizeof(path), "%s/k", dir);
	ck_ok(sshsig_file_new(path, "sm1", &k, &e), &e);
	sshsig_key_text(k.public, text);
	snprintf(command, sizeof(command),
		 "test \"$(ssh-keygen -y -f %s | cut -d' ' -f1,2)\" = '%s'", path, text);
	ck_assert_int_eq(system(command), 0);

	sshsig_sign(&k, payload, sizeof(payload) - 1, &out);
	snprintf(path, sizeof(path), "%s/sig", dir);
	f = fopen(path, "w");
	fputs(out.ptr, f);
	fclose(f);
	str_cut(&out, 0);
	sshsig_allowed("sm1@140400101", k.public, &out);
	snprintf(path, sizeof(path), "%s/allowed", dir);
	f = fopen(path, "w");
	fputs(out.ptr, f);
	fclose(f);
	snprintf(path, sizeof(path), "%s/payload", dir);
	f = fopen(path, "w");
	fputs(payload, f);
	fclose(f);
	snprintf(command, sizeof(command),
		 "cd %s && ssh-keygen -q -Y verify -f allowed -I sm1@140400101 -n git -s sig "
		 "< payload > /dev/null",
		 dir);
	ck_assert_int_eq(system(command), 0);
	str_clear(&out);
	clean_dir(dir);
}
END_TEST

START_TEST(a_fingerprint_is_the_one_that_ssh_keygen_prints)
{
	const char *dir = fresh_dir();
	char path[300], command[1024], text[FINGERPRINT_TEXT];
	struct key_pair k;
	struct err e;

	snprintf(path, sizeof(path), "%s/k", dir);
	ck_ok(sshsig_file_new(path, "sm1", &k, &e), &e);
	sshsig_fingerprint(k.public, text);
	ck_assert_uint_eq(strlen(text), 50);
	snprintf(command, sizeof(command), "ssh-keygen -l -f %s | grep -qF '%s'", path, text);
	if (system("command -v ssh-keygen >/dev/null") == 0)
		ck_assert_int_eq(system(command), 0);
	clean_dir(dir);
}
END_TEST

START_TEST(the_chain_depends_on_every_line_and_their_order)
{
	uint8_t ab[HEAD_BYTES] = {0}, ba[HEAD_BYTES] = {0}, a[HEAD_BYTES] = {0};
	uint8_t back[HEAD_BYTES];
	char hex[HEAD_HEX];

	keys_chain(ab, "a", 1);
	memcpy(a, ab, HEAD_BYTES);
	keys_chain(ab, "b", 1);
	keys_chain(ba, "b", 1);
	keys_chain(ba, "a", 1);
	ck_assert_mem_ne(ab, ba, HEAD_BYTES);
	ck_assert_mem_ne(ab, a, HEAD_BYTES);
	keys_hex(ab, HEAD_BYTES, hex);
	ck_assert(keys_from_hex(hex, HEAD_BYTES, back));
	ck_assert_mem_eq(ab, back, HEAD_BYTES);
	hex[5] = 'G';
	ck_assert(!keys_from_hex(hex, HEAD_BYTES, back));
	hex[5] = 'A';
	ck_assert(!keys_from_hex(hex, HEAD_BYTES, back));
}
END_TEST

START_TEST(a_pin_hash_opens_for_its_pin_only)
{
	char hash[PIN_HASH_TEXT];

	ck_assert(keys_pin_hash("246810", 6, hash));
	ck_assert(keys_pin_verify(hash, "246810", 6));
	ck_assert(!keys_pin_verify(hash, "246811", 6));
	ck_assert(!keys_pin_verify(hash, "24681", 5));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("keys");
	TCase *t = tcase_create("keys");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, a_signature_is_the_same_each_time_and_fits_its_payload_only);
	tcase_add_test(t, a_changed_byte_anywhere_in_an_armour_is_refused_or_breaks_the_signature);
	tcase_add_test(t, a_cut_or_lengthened_armour_is_refused);
	tcase_add_test(t, a_public_key_has_one_spelling);
	tcase_add_test(t, a_key_file_is_read_back_and_never_replaced);
	tcase_add_test(t, a_damaged_key_file_is_refused);
	tcase_add_test(t, ssh_keygen_accepts_the_key_file_and_the_signature);
	tcase_add_test(t, a_fingerprint_is_the_one_that_ssh_keygen_prints);
	tcase_add_test(t, the_chain_depends_on_every_line_and_their_order);
	tcase_add_test(t, a_pin_hash_opens_for_its_pin_only);
	suite_add_tcase(s, t);
	return run_suite(s);
}
