/* Publications as commits, with git as the judge where it is installed. */
#include "core/render.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/helpers.h"

enum { MS = 1000 };

static const char armor[] =
    "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n";

/* A branch under test with all its lines, as a store would hold them. */
struct fixture {
	struct render r;
	struct str lines[64];
	int64_t ts[64];
	int64_t n;
	const char *repo; /* objects are also written here by git, when not NULL */
	int asked;        /* calls for earlier lines */
};

static enum rc
earlier(void *ctx, int day, int64_t first, int64_t last, struct str *out, struct err *e)
{
	struct fixture *f = ctx;
	int64_t i;

	(void)e;
	f->asked++;
	for (i = first; i <= last; i++)
		if (day_of(f->ts[i - 1] / 1000) == day) {
			str_add(out, f->lines[i - 1].ptr);
			str_add_char(out, '\n');
		}
	return RC_OK;
}

static enum rc
object(void *ctx, const char *type, const void *bytes, size_t n, const uint8_t id[SHA1_BYTES],
       struct err *e)
{
	struct fixture *f = ctx;
	char path[300], command[1000], want[SHA1_HEX], got[SHA1_HEX] = "";
	FILE *file;

	(void)e;
	if (!f->repo)
		return RC_OK;
	snprintf(path, sizeof(path), "%s/object", f->repo);
	file = fopen(path, "w");
	ck_assert_uint_eq(fwrite(bytes, 1, n, file), n);
	fclose(file);
	snprintf(command, sizeof(command), "git -C %s hash-object -w -t %s object", f->repo, type);
	file = popen(command, "r");
	ck_assert_ptr_nonnull(fgets(got, sizeof(got), file));
	pclose(file);
	sha1_hex(id, want);
	ck_assert_str_eq(got, want);
	return RC_OK;
}

static void
fixture_init(struct fixture *f)
{
	memset(f, 0, sizeof(*f));
	render_init(&f->r, "sm1", "140400101");
}

static void
fixture_clear(struct fixture *f)
{
	int64_t i;

	for (i = 0; i < f->n; i++)
		str_clear(&f->lines[i]);
	render_clear(&f->r);
}

static struct render_calls
calls_of(struct fixture *f)
{
	return (struct render_calls){.earlier = earlier, .object = object, .ctx = f};
}

/* A line recorded at that moment, given as "2026-01-18T02:47:09.123+08:00". */
static void
add(struct fixture *f, const char *stamp)
{
	struct render_calls c = calls_of(f);
	struct str *s = &f->lines[f->n];
	struct err e;
	int64_t ts;

	ck_ok(stamp_read(stamp, strlen(stamp), &ts, &e), &e);
	*s = (struct str)STR_INIT;
	str_add_f(s, "{\"body\":{\"text\":\"记录 %d\"},\"id\":\"sm1-%d\",\"ts\":\"%s\"}",
		  (int)f->n + 1, (int)f->n + 1, stamp);
	f->ts[f->n++] = ts;
	ck_ok(render_line(&f->r, &c, s->ptr, s->len, ts, &e), &e);
}

static void
publish(struct fixture *f, char id_hex[SHA1_HEX])
{
	struct render_calls c = calls_of(f);
	struct publication p = {.keys = 3};
	struct str payload = STR_INIT;
	uint8_t id[SHA1_BYTES];
	struct err e;

	memset(p.head, 0xab, sizeof(p.head));
	ck_ok(render_payload(&f->r, &c, &p, &payload, &e), &e);
	ck_ok(render_commit(&f->r, &c, &payload, armor, id, &e), &e);
	str_clear(&payload);
	sha1_hex(id, id_hex);
}

static bool
have_git(void)
{
	if (system("command -v git >/dev/null") == 0)
		return true;
	printf("skipped: no git here\n");
	return false;
}

/* A small life: two days, a clock that runs back over midnight, a new month, a new year. */
static void
small_life(struct fixture *f, char tip[SHA1_HEX])
{
	add(f, "2025-12-30T23:59:58.000+08:00");
	add(f, "2025-12-30T23:59:59.999+08:00");
	publish(f, tip);
	add(f, "2025-12-31T00:00:00.000+08:00");
	add(f, "2025-12-30T23:59:00.000+08:00");
	add(f, "2025-12-31T08:00:00.000+08:00");
	publish(f, tip);
	add(f, "2026-01-01T00:00:00.000+08:00");
	publish(f, tip);
	add(f, "2025-12-30T12:00:00.000+08:00");
	publish(f, tip);
}

START_TEST(git_gives_every_object_the_same_id_and_finds_no_fault)
{
	struct fixture f;
	char tip[SHA1_HEX], command[1000];
	const char *dir;

	if (!have_git())
		return;
	dir = fresh_dir();
	fixture_init(&f);
	f.repo = dir;
	snprintf(command, sizeof(command), "git init -q --bare %s", dir);
	ck_assert_int_eq(system(command), 0);
	small_life(&f, tip);
	snprintf(command, sizeof(command),
		 "cd %s && git update-ref refs/heads/sm1 %s && git fsck --strict 2>&1 | grep -v "
		 "notice && exit 1; test $(git rev-list sm1 | wc -l) = 4 && "
		 "test \"$(git show sm1:2025/12/2025-12-30.jsonl | wc -l)\" = 4 && "
		 "test \"$(git show sm1:2025/12/2025-12-31.jsonl | wc -l)\" = 2 && "
		 "! git log -p sm1 | grep -q '^-{' && "
		 "git log -1 --format=%%s sm1 | grep -q '值守台账 sm1-7..7，1 条' && "
		 "test \"$(git log -1 --format='%%an %%ae %%ad' --date=iso sm1)\" = "
		 "'sm1 sm1@140400101 2025-12-30 12:00:00 +0800'",
		 dir, tip);
	ck_assert_int_eq(system(command), 0);
	fixture_clear(&f);
	clean_dir(dir);
}
END_TEST

START_TEST(the_zone_of_the_machine_does_not_matter)
{
	struct fixture f;
	char here[SHA1_HEX], there[SHA1_HEX];

	fixture_init(&f);
	small_life(&f, here);
	fixture_clear(&f);
	setenv("TZ", "America/New_York", 1);
	setenv("LC_ALL", "tr_TR.UTF-8", 1);
	umask(0);
	fixture_init(&f);
	small_life(&f, there);
	fixture_clear(&f);
	ck_assert_str_eq(here, there);
}
END_TEST

START_TEST(a_branch_goes_on_from_its_saved_state_to_the_same_ids)
{
	struct fixture whole, parts;
	char a[SHA1_HEX], b[SHA1_HEX];
	struct str saved = STR_INIT;
	struct err e;

	fixture_init(&whole);
	fixture_init(&parts);
	add(&whole, "2026-01-18T01:00:00.000+08:00");
	add(&parts, "2026-01-18T01:00:00.000+08:00");
	publish(&whole, a);
	publish(&parts, b);
	render_save(&parts.r, &saved);
	render_clear(&parts.r);
	ck_ok(render_load(&parts.r, saved.ptr, saved.len, &e), &e);
	add(&whole, "2026-01-18T02:00:00.000+08:00");
	add(&parts, "2026-01-18T02:00:00.000+08:00");
	publish(&whole, a);
	publish(&parts, b);
	ck_assert_str_eq(a, b);
	ck_assert_int_eq(whole.asked, 0); /* the newest day was kept */
	ck_assert_int_eq(parts.asked, 1);
	str_clear(&saved);
	fixture_clear(&whole);
	fixture_clear(&parts);
}
END_TEST

START_TEST(a_cut_state_is_refused_at_every_length)
{
	struct fixture f;
	struct str saved = STR_INIT;
	struct render r;
	struct err e;
	char tip[SHA1_HEX];
	size_t i;

	fixture_init(&f);
	small_life(&f, tip);
	render_save(&f.r, &saved);
	for (i = 0; i < saved.len; i++)
		ck_assert_int_eq(render_load(&r, saved.ptr, i, &e), RC_CORRUPT);
	str_clear(&saved);
	fixture_clear(&f);
}
END_TEST

START_TEST(earlier_lines_that_differ_from_what_was_published_stop_the_rendering)
{
	struct fixture f;
	struct render_calls c = calls_of(&f);
	char tip[SHA1_HEX];
	struct err e;
	int64_t ts;

	fixture_init(&f);
	add(&f, "2026-01-18T01:00:00.000+08:00");
	publish(&f, tip);
	add(&f, "2026-01-19T01:00:00.000+08:00");
	publish(&f, tip);
	str_add(&f.lines[0], " ");
	ck_ok(stamp_read("2026-01-18T02:00:00.000+08:00", 29, &ts, &e), &e);
	ck_assert_int_eq(render_line(&f.r, &c, "{}", 2, ts, &e), RC_CORRUPT);
	fixture_clear(&f);
}
END_TEST

START_TEST(a_commit_is_read_back_as_what_it_was_made_from)
{
	struct fixture f;
	struct render_calls c = calls_of(&f);
	struct publication p = {.keys = 12};
	struct str payload = STR_INIT, commit = STR_INIT;
	struct arena a = {0};
	struct render_claim claim;
	struct err e;
	char tip[SHA1_HEX];
	size_t i;

	fixture_init(&f);
	add(&f, "2026-01-18T01:00:00.000+08:00");
	publish(&f, tip);
	add(&f, "2026-01-18T02:00:01.999+08:00");
	memset(p.head, 0x5c, sizeof(p.head));
	ck_ok(render_payload(&f.r, &c, &p, &payload, &e), &e);
	render_join(payload.ptr, payload.len, armor, &commit);
	ck_ok(render_read(&a, commit.ptr, commit.len, &claim, &e), &e);
	ck_assert_str_eq(claim.writer, "sm1");
	ck_assert_int_eq(claim.p.a, 2);
	ck_assert_int_eq(claim.p.b, 2);
	ck_assert_int_eq(claim.p.keys, 12);
	ck_assert_int_eq(claim.p.secs, civil_secs(2026, 1, 18, 2, 0) + 1);
	ck_assert_mem_eq(claim.p.head, p.head, sizeof(p.head));
	ck_assert(claim.has_parent);
	ck_assert_mem_eq(claim.parent, f.r.tip, SHA1_BYTES);
	ck_assert_str_eq(claim.armor, armor);
	ck_assert_str_eq(claim.payload, payload.ptr);
	for (i = 0; i < commit.len; i++)
		ck_assert_int_ne(render_read(&a, commit.ptr, i, &claim, &e), RC_OK);
	arena_free(&a);
	str_clear(&payload);
	str_clear(&commit);
	fixture_clear(&f);
}
END_TEST

START_TEST(only_the_paths_that_are_written_are_recognised)
{
	static const char *const wrong[] = {
	    "2026/01/2026-01-18.json",    "2026/02/2026-01-18.jsonl",  "2026/01/2026-02-30.jsonl",
	    "../01/2026-01-18.jsonl",     "2026/1/2026-01-18.jsonl",   "2026/01/2026-01-18.jsonl/",
	    "2026/01/2026-01-18.jsonl\n", "/2026/01/2026-01-18.jsonl", "",
	    "2026/01/2026-1-18.jsonl",    "+026/01/2026-01-18.jsonl",  "2026/01/ 2026-01-18.jsonl",
	};
	char path[RENDER_PATH_TEXT];
	size_t i;

	render_path(20260118, path);
	ck_assert_str_eq(path, "2026/01/2026-01-18.jsonl");
	ck_assert_int_eq(render_path_day(path), 20260118);
	for (i = 0; i < ARRAY_LEN(wrong); i++)
		ck_assert_int_eq(render_path_day(wrong[i]), 0);
}
END_TEST

START_TEST(the_ts_of_a_line_is_its_own_member_not_one_inside_the_body)
{
	static const char line[] = "{\"body\":{\"text\":\"x\\\",\\\"ts\\\":\\\"\",\"ts\":\"no\"},"
				   "\"by\":\"ts\",\"ts\":\"2026-01-18T02:47:09.123+08:00\"}";
	int64_t ms = 0;

	ck_assert(render_line_ts(line, sizeof(line) - 1, &ms));
	ck_assert_int_eq(ms, (civil_secs(2026, 1, 18, 2, 47) + 9) * MS + 123);
	ck_assert(!render_line_ts("{\"ts\":\"2026", 11, &ms));
	ck_assert(!render_line_ts("{}", 2, &ms));
}
END_TEST

START_TEST(a_publication_ends_at_its_limit)
{
	struct fixture f;
	struct render_calls c = calls_of(&f);
	struct err e;
	int i;

	fixture_init(&f);
	for (i = 0; i < PUBLICATION_LINES; i++)
		ck_ok(render_line(&f.r, &c, "{}", 2, 1, &e), &e);
	ck_assert_int_eq(render_line(&f.r, &c, "{}", 2, 1, &e), RC_INVALID);
	fixture_clear(&f);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("render");
	TCase *t = tcase_create("render");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, git_gives_every_object_the_same_id_and_finds_no_fault);
	tcase_add_test(t, the_zone_of_the_machine_does_not_matter);
	tcase_add_test(t, a_branch_goes_on_from_its_saved_state_to_the_same_ids);
	tcase_add_test(t, a_cut_state_is_refused_at_every_length);
	tcase_add_test(t, earlier_lines_that_differ_from_what_was_published_stop_the_rendering);
	tcase_add_test(t, a_commit_is_read_back_as_what_it_was_made_from);
	tcase_add_test(t, only_the_paths_that_are_written_are_recognised);
	tcase_add_test(t, the_ts_of_a_line_is_its_own_member_not_one_inside_the_body);
	tcase_add_test(t, a_publication_ends_at_its_limit);
	suite_add_tcase(s, t);
	return run_suite(s);
}
