/*
 * Tables of a roster and files that set a station up, into a real home: what is refused leaves no
 * record and says why in clean words; what is taken changes nothing when it comes again.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/text.h"
#include "storage/file.h"
#include "storage/roster_import.h"
#include "storage/roster_setup.h"

enum { RECORDS_MANY = 400 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct book *book;
static char dir[] = "/tmp/zhiban-fuzz-XXXXXX";

static void
add(struct arena *a, const char *kind, const char *const *values)
{
	struct record *r = record_new(a, kind_find(kind));
	struct parse_context c = {.now = book_now(book), .arena = a};
	struct err e;

	for (; *values; values += 2)
		if (record_set(r, values[0], values[1], &c, &e) != RC_OK)
			die("%s", e.text);
	if (book_add_one(book, a, r, NULL, &e) != RC_OK)
		die("%s", e.text);
}

#define ADD(a, kind, ...) add((a), (kind), (const char *const[]){__VA_ARGS__, NULL})

/* A home with two people, two posts and a named shift, in January 2026. */
static void
make_home(void)
{
	static const char rules[] = "[rules]\nname = x\n";
	const int64_t now = INT64_C(1768680000000);
	struct arena a = {0};
	struct err e;
	char *home = arena_text_f(&a, "%s/home", dir), *file = arena_text_f(&a, "%s/r.conf", dir);
	struct book_init init = {.code = "140400101",
				 .name = "站",
				 .device = "sm1",
				 .rules_file = file,
				 .level = LEVEL_TOWNSHIP,
				 .practice = true};

	book_close(book);
	file_remove_tree(home);
	if (file_write(file, rules, strlen(rules), &e) != RC_OK ||
	    book_create(home, &init, now, &e) != RC_OK ||
	    book_open(home, false, &book, &e) != RC_OK)
		die("%s", e.text);
	book_set_now(book, now);
	ADD(&a, "person", "name", "甲");
	ADD(&a, "person", "name", "乙");
	ADD(&a, "post", "name", "主班", "min", "1");
	ADD(&a, "post", "name", "副班", "min", "0");
	ADD(&a, "shift", "name", "夜班", "from", "20:00", "to", "08:00");
	arena_free(&a);
}

static void
remove_home(void)
{
	book_close(book);
	file_remove_tree(dir);
}

static void
must_be_clean(const char *text)
{
	if (!*text || !text_is_clean(text, strlen(text), false))
		die("not for a person's eyes: %s", text);
}

static void
try_table(struct arena *a, const char *text, size_t len, bool create)
{
	struct roster_import what = {
	    .file = {"t.csv", text, len}, .create = create, .dry_run = true};
	int64_t before = store_count(book_store(book));
	struct roster_imported done;
	struct err e = {0};
	enum rc rc = roster_import(book, a, &what, &done, &e);

	if (store_count(book_store(book)) != before)
		die("a try wrote something");
	for (size_t i = 0; i < done.nproblems; i++)
		must_be_clean(done.problems[i]);
	if (rc != RC_OK) {
		must_be_clean(e.text);
		return;
	}
	what.dry_run = false;
	if (roster_import(book, a, &what, &done, &e) != RC_OK)
		return; /* a name too long for a record: refused whole */
	if (roster_import(book, a, &what, &done, &e) != RC_OK)
		die("refused when it comes again: %s", e.text);
	if (done.made + done.changed + done.cancelled + done.people + done.posts != 0)
		die("the same table again changes something");
}

static void
try_setup(struct arena *a, const char *text, size_t len)
{
	int64_t before = store_count(book_store(book));
	struct roster_set_up done;
	struct err e = {0};

	if (roster_setup(book, a, "s.conf", text, len, &done, &e) != RC_OK) {
		must_be_clean(e.text);
		if (store_count(book_store(book)) != before)
			die("a refused file wrote something");
		return;
	}
	if (roster_setup(book, a, "s.conf", text, len, &done, &e) != RC_OK)
		die("refused when it comes again: %s", e.text);
}

/* The first byte chooses: a table, one that may make people, a set-up. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};

	if (size == 0)
		return 0;
	if (!book) {
		if (!mkdtemp(dir))
			die("no folder");
		atexit(remove_home);
	}
	if (!book || store_count(book_store(book)) > RECORDS_MANY)
		make_home();
	if (data[0] == 's')
		try_setup(&a, (const char *)data + 1, size - 1);
	else
		try_table(&a, (const char *)data + 1, size - 1, data[0] == 'c');
	arena_free(&a);
	return 0;
}
