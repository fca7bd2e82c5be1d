/* Our own thin packs, with stock git as the judge: whatever the branch lives through, its server
 * gets the same objects from packs that hold only what was added. */
#include "storage/git_thin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "core/render.h"
#include "core/text.h"
#include "core/vec.h"
#include "tests/helpers.h"

enum { PACK_MAX = 64 * 1024 * 1024, LIVES = 5 };

static const char armor[] =
    "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n";

struct kept {
	char *text;
	int64_t ts;
};

/* A branch of a writer, its repository, and a server that gets it by packs only. */
struct fixture {
	const char *dir;
	struct git_repo *repo;
	struct render r;
	VEC(struct kept) lines;
	bool there; /* the server has the branch, at: */
	uint8_t at[SHA1_BYTES];
	uint8_t tip[SHA1_BYTES];
	size_t pack; /* bytes of the last one */
};

static int64_t
day_of_ts(int64_t ts)
{
	int64_t seconds = ts / 1000;
	struct moment m = moment_at(seconds);
	char iso[MOMENT_TEXT];

	moment_iso(m, iso);
	return strtoll(iso, NULL, 10) * 10000 + strtoll(iso + 5, NULL, 10) * 100 +
	       strtoll(iso + 8, NULL, 10);
}

static enum rc
earlier(void *ctx, int day, int64_t first, int64_t last, struct str *out, struct err *e)
{
	struct fixture *f = ctx;

	(void)e;
	for (int64_t i = first; i <= last; i++)
		if (day_of_ts(f->lines.v[i - 1].ts) == day)
			str_add_f(out, "%s\n", f->lines.v[i - 1].text);
	return RC_OK;
}

static enum rc
object(void *ctx, const char *type, const void *bytes, size_t n, const uint8_t id[SHA1_BYTES],
       struct err *e)
{
	return git_repo_write(((struct fixture *)ctx)->repo, type, bytes, n, id, e);
}

static int
sh(const struct fixture *f, const char *command)
{
	char text[1200];

	snprintf(text, sizeof(text), "cd %s && %s", f->dir, command);
	return system(text);
}

/* False: no git here. */
static bool
fixture_init(struct fixture *f, const char *writer)
{
	char path[300];
	struct err e;

	memset(f, 0, sizeof(*f));
	if (system("command -v git >/dev/null") != 0) {
		printf("skipped: no git here\n");
		return false;
	}
	f->dir = fresh_dir();
	git_repo_setup(false);
	snprintf(path, sizeof(path), "%s/ours.git", f->dir);
	ck_ok(git_repo_open(path, true, &f->repo, &e), &e);
	ck_assert_int_eq(sh(f, "git init -q --bare server"), 0);
	render_init(&f->r, writer, "140400101");
	return true;
}

static void
fixture_clear(struct fixture *f)
{
	for (size_t i = 0; i < f->lines.n; i++)
		free(f->lines.v[i].text);
	vec_clear(&f->lines);
	render_clear(&f->r);
	git_repo_close(f->repo);
	clean_dir(f->dir);
}

static void
add(struct fixture *f, int64_t ts, const char *text)
{
	struct render_calls c = {.earlier = earlier, .object = object, .ctx = f};
	struct str s = STR_INIT;
	char stamp[MOMENT_TEXT];
	struct err e;
	struct kept line;

	stamp_iso(ts, stamp);
	str_add_f(&s, "{\"body\":{\"text\":\"%s\"},\"id\":\"sm1-%zu\",\"ts\":\"%s\"}", text,
		  f->lines.n + 1, stamp);
	line = (struct kept){str_take(&s), ts};
	vec_push(&f->lines, line);
	ck_ok(render_line(&f->r, &c, line.text, strlen(line.text), ts, &e), &e);
}

static void
publish(struct fixture *f)
{
	struct render_calls c = {.earlier = earlier, .object = object, .ctx = f};
	struct publication p = {.keys = 3};
	struct str payload = STR_INIT;
	struct err e;

	memset(p.head, (int)f->lines.n, sizeof(p.head));
	ck_ok(render_payload(&f->r, &c, &p, &payload, &e), &e);
	ck_ok(render_commit(&f->r, &c, &payload, armor, f->tip, &e), &e);
	str_clear(&payload);
}

static void
write_pack(struct fixture *f, const struct git_thin *t)
{
	char path[300];
	FILE *file;

	snprintf(path, sizeof(path), "%s/pack", f->dir);
	file = fopen(path, "wb");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(t->pack.ptr, 1, t->pack.len, file), t->pack.len);
	fclose(file);
	f->pack = t->pack.len;
}

/* What the server lacks goes there as a pack; git completes it, finds no fault and has the branch.
 */
static void
send_it(struct fixture *f)
{
	struct git_thin t;
	char command[400], hex[SHA1_HEX];
	struct err e;

	git_thin_begin(&t, PACK_MAX);
	ck_ok(git_thin_add(&t, f->repo, f->there ? f->at : NULL, f->tip, &e), &e);
	git_thin_end(&t);
	write_pack(f, &t);
	git_thin_clear(&t);
	sha1_hex(f->tip, hex);
	snprintf(command, sizeof(command),
		 "git -C server index-pack --stdin --fix-thin --strict < pack > /dev/null && "
		 "git -C server update-ref refs/heads/sm1 %s && "
		 "git -C server rev-list --objects %s > /dev/null",
		 hex, hex);
	ck_assert_int_eq(sh(f, command), 0);
	memcpy(f->at, f->tip, SHA1_BYTES);
	f->there = true;
}

static void
check_server(const struct fixture *f)
{
	ck_assert_int_eq(
	    sh(f, "git -C server fsck --strict --no-dangling 2>&1 | grep -v '^notice'"), 256);
	ck_assert_int_eq(sh(f, "test $(git -C server log -p sm1 | grep -c '^+{') = "
			       "$(git -C server log --format=%s sm1 | head -n 1 | sed "
			       "'s/.*\\.\\.\\([0-9]*\\).*/\\1/')"),
			 0);
}

static unsigned seed;

static unsigned
dice(unsigned n)
{
	seed = seed * 1103515245u + 12345u;
	return (seed >> 12) % n;
}

/* Ideographs, so that it is as hard to press as real text. */
static void
random_text(char *out, size_t characters)
{
	for (size_t i = 0; i < characters; i++) {
		unsigned c = 0x4e00 + dice(0x3000);

		*out++ = (char)(0xe0 | c >> 12);
		*out++ = (char)(0x80 | (c >> 6 & 0x3f));
		*out++ = (char)(0x80 | (c & 0x3f));
	}
	*out = '\0';
}

/* ---- lives ---- */

enum { DAY_MS = 24 * 3600 * 1000 };

static int64_t
later(int64_t ts)
{
	switch (dice(12)) {
	case 0:
		return ts + DAY_MS;
	case 1:
		return ts + 20ll * DAY_MS; /* another month */
	case 2:
		return ts + 200ll * DAY_MS; /* another year */
	case 3:
		return ts - 5 * 3600 * 1000; /* the clock ran back */
	default:
		return ts + 60000;
	}
}

START_TEST(random_lives_reach_the_server_whole)
{
	struct fixture f;
	int64_t ts = civil_secs(2025, 12, 28, 8, 0) * 1000;
	static char text[60003];

	seed = (unsigned)_i + 1;
	if (!fixture_init(&f, "sm1"))
		return;
	for (int push = 0; push < 12; push++) {
		unsigned commits = 1 + dice(4);

		for (unsigned k = 0; k < commits; k++) {
			unsigned lines = dice(4) ? 1 + dice(5) : 60;

			for (unsigned i = 0; i < lines; i++) {
				random_text(text, dice(150) ? dice(30) : 20000);
				add(&f, ts, text);
				ts = later(ts);
			}
			publish(&f);
		}
		send_it(&f);
	}
	check_server(&f);
	fixture_clear(&f);
}
END_TEST

START_TEST(a_long_backlog_is_no_long_chain)
{
	struct fixture f;
	int64_t ts = civil_secs(2026, 1, 18, 0, 0) * 1000;

	if (!fixture_init(&f, "sm1"))
		return;
	for (int i = 0; i < 130; i++) {
		add(&f, ts + i * 60000, "巡查");
		publish(&f);
	}
	send_it(&f);
	check_server(&f);
	ck_assert_int_eq(sh(&f,
			    "cd server && git verify-pack -v objects/pack/*.pack | awk '/^chain "
			    "length/ && $4 + 0 >= 50 { exit 1 }'"),
			 0);
	fixture_clear(&f);
}
END_TEST

START_TEST(a_day_file_beyond_16_mib)
{
	struct fixture f;
	int64_t ts = civil_secs(2026, 1, 18, 0, 0) * 1000;
	char *text = malloc(60003);

	if (!fixture_init(&f, "sm1"))
		return;
	random_text(text, 20000);
	for (int part = 0; part < 3; part++) {
		for (int i = 0; i < 110; i++)
			add(&f, ts += 1000, text);
		publish(&f);
		send_it(&f);
	}
	for (int i = 0; i < 3; i++) {
		add(&f, ts += 1000, "一条");
		publish(&f);
		send_it(&f);
		ck_assert_uint_lt(f.pack, 4096);
	}
	check_server(&f);
	free(text);
	fixture_clear(&f);
}
END_TEST

static size_t
deflated(const struct fixture *f, size_t from)
{
	struct str s = STR_INIT;
	static unsigned char out[1 << 20];
	uLongf n = sizeof(out);

	for (size_t i = from; i < f->lines.n; i++)
		str_add_f(&s, "%s\n", f->lines.v[i].text);
	ck_assert_int_eq(compress2(out, &n, (unsigned char *)s.ptr, s.len, 9), Z_OK);
	str_clear(&s);
	return n;
}

START_TEST(fifty_lines_onto_a_busy_day_cost_what_they_take_compressed)
{
	struct fixture f;
	int64_t ts = civil_secs(2026, 1, 18, 0, 0) * 1000;
	char text[200];

	seed = 7;
	if (!fixture_init(&f, "sm1"))
		return;
	for (int i = 0; i < 250; i++) {
		random_text(text, 28);
		add(&f, ts += 61234, text);
		if (i == 199) {
			publish(&f);
			send_it(&f);
		}
	}
	publish(&f);
	send_it(&f);
	ck_assert_uint_lt(f.pack, deflated(&f, 200) + 500);
	/* It is thin indeed: without what the server has it says little. */
	ck_assert_int_ne(sh(&f, "git init -q --bare other && git -C other index-pack --stdin "
				"--strict < pack > /dev/null 2>&1"),
			 0);
	fixture_clear(&f);
}
END_TEST

/* ---- what is left to the ordinary push ---- */

START_TEST(what_does_not_go_on_or_is_too_long_is_refused)
{
	struct fixture f;
	struct git_thin t;
	struct err e;
	uint8_t first[SHA1_BYTES];
	int64_t ts = civil_secs(2026, 1, 18, 0, 0) * 1000;

	if (!fixture_init(&f, "sm1"))
		return;
	add(&f, ts, "一");
	publish(&f);
	memcpy(first, f.tip, SHA1_BYTES);
	add(&f, ts, "二");
	publish(&f);
	git_thin_begin(&t, PACK_MAX);
	ck_assert_int_eq(git_thin_add(&t, f.repo, f.tip, first, &e), RC_NOT_FOUND);
	git_thin_clear(&t);
	git_thin_begin(&t, 100);
	ck_assert_int_eq(git_thin_add(&t, f.repo, first, f.tip, &e), RC_INVALID);
	git_thin_clear(&t);
	memset(first, 0x5a, SHA1_BYTES);
	git_thin_begin(&t, PACK_MAX);
	ck_assert_int_ne(git_thin_add(&t, f.repo, NULL, first, &e), RC_OK);
	git_thin_clear(&t);
	fixture_clear(&f);
}
END_TEST

START_TEST(whole_packs_show_what_deltas_save)
{
	struct fixture f;
	struct git_thin t;
	struct err e;
	uint8_t first[SHA1_BYTES];
	int64_t ts = civil_secs(2026, 1, 18, 0, 0) * 1000;
	char text[3000];

	seed = 3;
	if (!fixture_init(&f, "sm1"))
		return;
	random_text(text, 900);
	add(&f, ts, text);
	publish(&f);
	memcpy(first, f.tip, SHA1_BYTES);
	add(&f, ts, "二");
	publish(&f);
	git_thin_begin(&t, PACK_MAX);
	t.whole = true;
	ck_ok(git_thin_add(&t, f.repo, first, f.tip, &e), &e);
	ck_assert_uint_gt(t.pack.len, 1500);
	git_thin_clear(&t);
	git_thin_begin(&t, PACK_MAX);
	ck_ok(git_thin_add(&t, f.repo, first, f.tip, &e), &e);
	ck_assert_uint_lt(t.pack.len, 700);
	git_thin_clear(&t);
	fixture_clear(&f);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("thin");
	TCase *c = tcase_create("thin");

	tcase_set_timeout(c, 120);
	tcase_add_loop_test(c, random_lives_reach_the_server_whole, 0, LIVES);
	tcase_add_test(c, a_long_backlog_is_no_long_chain);
	tcase_add_test(c, a_day_file_beyond_16_mib);
	tcase_add_test(c, fifty_lines_onto_a_busy_day_cost_what_they_take_compressed);
	tcase_add_test(c, what_does_not_go_on_or_is_too_long_is_refused);
	tcase_add_test(c, whole_packs_show_what_deltas_save);
	suite_add_tcase(s, c);
	return run_suite(s);
}
