/* A small practice home and an app on it. */
#include "tests/tui/kit/station.h"

#include <libintl.h>
#include <locale.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/incident.h"
#include "core/line.h"
#include "core/matter.h"
#include "storage/case_incident.h"
#include "tests/helpers.h"
#include "tests/tui/kit/golden.h"
#include "tui/app_inside.h"

extern char **environ;

struct station_kit kit;

static int64_t
start_ms(void)
{
	return civil_secs(2026, 1, 18, 2, 47) * 1000 + 9000;
}

void
kit_clock(int64_t seconds)
{
	kit.console.fixed_ms = start_ms() + seconds * 1000;
	book_set_now(kit.book, kit.console.fixed_ms);
}

void
kit_begin(void)
{
	struct book_init init = {.code = "140400101",
				 .name = "石门镇应急消防站",
				 .device = "sm1",
				 .level = LEVEL_TOWNSHIP,
				 .practice = true};
	struct err e;

	memset(&kit, 0, sizeof(kit));
	kit.dir = fresh_dir();
	kit.home = arena_text_f(&kit.arena, "%s/home", kit.dir);
	setenv("ZHIBAN_DATA", "templates", 1);
	ck_ok(book_create(kit.home, &init, start_ms() - 8 * 3600000, &e), &e);
	ck_ok(book_open(kit.home, false, &kit.book, &e), &e);
	console_init(&kit.console, kit.book);
	kit_clock(0);
	kit.app = app_new(&kit.console.host);
	kit.canvas = canvas_new(24, 80);
}

void
kit_end(void)
{
	app_free(kit.app);
	console_clear(&kit.console);
	canvas_free(&kit.canvas);
	book_close(kit.book);
	clean_dir(kit.dir);
	arena_free(&kit.arena);
}

const char *
kit_write(const char *kind, const char *of, const char *const *values)
{
	struct record *r = record_new(&kit.arena, kind_find(kind));
	struct parse_context c = {.now = book_now(kit.book), .arena = &kit.arena};
	struct err e;

	r->of = of;
	for (; *values; values += 2)
		ck_ok(record_set(r, values[0], values[1], &c, &e), &e);
	if (strcmp(kind, "incident") == 0)
		ck_ok(incident_open(kit.book, &kit.arena, r, NULL, &e), &e);
	else
		ck_ok(book_add_one(kit.book, &kit.arena, r, NULL, &e), &e);
	return r->id;
}

static const char *
stand(const char *post, const char *name, const char *office, const char *from, const char *until)
{
	const char *person = KIT_WRITE("person", "name", name, "post", office, "unit", "石门镇",
				       "phone", "0300-0000101");

	KIT_WRITE("assignment", "person", person, "post", post, "start", from, "end", until);
	return person;
}

static void
write_duty(void)
{
	const char *from = "2026-01-17T08:00", *until = "2026-01-18T08:00";
	const char *leader = KIT_WRITE("post", "name", "带班领导", "group", "watch", "min", "1",
				       "readiness", "oncall", "order", "1");
	const char *first =
	    KIT_WRITE("post", "name", "主班", "group", "watch", "min", "1", "order", "2");
	const char *second =
	    KIT_WRITE("post", "name", "副班", "group", "watch", "min", "1", "order", "3");
	const char *fire = KIT_WRITE("post", "name", "消防指挥员", "group", "fire", "min", "1",
				     "readiness", "standby", "order", "4");
	const char *crew = KIT_WRITE("post", "name", "战斗员", "group", "fire", "min", "3",
				     "readiness", "standby", "order", "5");

	stand(leader, "陈一", "副镇长", from, until);
	stand(first, "林二", "应急办主任", from, until);
	stand(second, "周三", "科员", from, until);
	stand(fire, "吴四", "站长", from, until);
	stand(crew, "郑五", "队员", from, until);
	stand(crew, "欧阳六郎", "队员", from, until);
}

static void
write_night(void)
{
	const char *fire, *matter, *wrong;

	kit_clock(-4 * 3600);
	KIT_WRITE("log", "text", "接班，器材和电话检查正常，当班无事");
	kit_clock(-3 * 3600);
	matter = KIT_WRITE("matter", "text", "明日上午九时防火视频会议，各村主任参加", "from",
			   "县应急局", "to", "石门村,上河沟村,红旗村", "due", "2026-01-18T08:00");
	kit_clock(-2 * 3600);
	KIT_WRITE_OF("relay", matter, "to", "石门村", "answered", "冯七");
	KIT_WRITE("call", "way", "in", "party", "县应急局值班室", "text",
		  "询问夜间降雪情况，答复暂无积雪");
	kit_clock(-3600);
	wrong = KIT_WRITE("log", "text", "巡查红旗水库，水位３.２米，闸门正常");
	kit_clock(-3500);
	KIT_WRITE_OF("correction", wrong, "text", "巡查红旗水库，水位2.3米，闸门正常", "reason",
		     "看错标尺");
	KIT_WRITE("order", "text", "雪后立即上路除冰，三点前报结果", "from", "陈一", "due",
		  "2026-01-18T03:00");
	kit_clock(-20 * 60);
	fire = KIT_WRITE("incident", "kind", "fire", "place", "石门镇石门村东街37号", "occurred",
			 "~2026-01-18T02:20", "words", "东街一门市着火，二层有明火，有人喊救命");
	kit_clock(-10 * 60);
	KIT_WRITE_OF("act", fire, "step", "dispatch", "unit", "镇专职消防队", "vehicles", "2",
		     "people", "6");
	kit_clock(0);
}

static void
write_contacts(void)
{
	KIT_WRITE("contact", "name", "县应急管理局", "category", "县级", "phone", "0300-0000001",
		  "person", "值班室", "updated", "2026-01-05");
	KIT_WRITE("contact", "name", "县医院急救站", "category", "医疗", "phone", "0300-0000120",
		  "updated", "2025-06-30");
}

void
kit_night(void)
{
	kit_clock(-6 * 3600);
	write_duty();
	write_contacts();
	write_night();
}

void
kit_begin_night(void)
{
	kit_begin();
	kit_night();
}

/* A process of its own: one environment a process is LMDB's rule. */
void
kit_foreign_line(const char *text)
{
	const char *build = getenv("ZHIBAN_TEST_BUILD");
	char program[4096], now[MOMENT_TEXT];
	const char *argv[] = {program, "--plain", "--home", kit.home, "log", text, NULL};
	int status = -1;
	pid_t pid;

	snprintf(program, sizeof(program), "%s/zhiban", build ? build : "build/release");
	moment_iso(moment_at(kit.console.fixed_ms / 1000), now);
	setenv("ZHIBAN_NOW", now, 1);
	ck_assert_int_eq(posix_spawn(&pid, program, NULL, NULL, (char *const *)argv, environ), 0);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(status, 0);
}

static void
paint(void)
{
	app_draw(kit.app, &kit.canvas);
}

void
kit_open(const struct view_type *type, const void *arg)
{
	struct err e;

	ck_ok(app_open(kit.app, type, arg, &e), &e);
	paint();
}

void
kit_size(int rows, int cols)
{
	canvas_free(&kit.canvas);
	kit.canvas = canvas_new(rows, cols);
	paint();
}

void
kit_press(uint32_t key)
{
	app_key(kit.app, &(struct key_event){.key = key});
	paint();
}

void
kit_type(const char *text)
{
	struct keys k;
	struct key_event ev;

	keys_init(&k);
	keys_feed(&k, text, strlen(text), 0);
	while (keys_next(&k, 0, &ev))
		kit_press(ev.key);
	keys_clear(&k);
}

void
kit_changed(void)
{
	app_stale(kit.app);
	app_settle(kit.app);
	paint();
}

static void
check(const char *text, bool there)
{
	struct str s = STR_INIT;

	canvas_dump(&kit.canvas, &s);
	ck_assert_msg((strstr(s.ptr, text) != NULL) == there, "%s \"%s\" in:\n%s",
		      there ? "missing" : "unexpected", text, s.ptr);
	str_clear(&s);
}

void
kit_has(const char *text)
{
	check(text, true);
}

void
kit_has_not(const char *text)
{
	check(text, false);
}

void
kit_golden(const char *name)
{
	golden_expect_canvas(name, &kit.canvas);
}

void
kit_golden_at(int rows, int cols, const char *name, const char *language)
{
	char golden[80];

	kit_size(rows, cols);
	snprintf(golden, sizeof(golden), "%s-%dx%d%s", name, cols, rows, language);
	kit_golden(golden);
}

void
kit_each_size(const struct view_type *type, const char *name, const char *language)
{
	kit_open(type, NULL);
	kit_golden_at(24, 80, name, language);
	kit_golden_at(40, 120, name, language);
	kit_golden_at(12, 40, name, language);
	kit_size(24, 80);
}

void
kit_chinese(void)
{
	const char *build = getenv("ZHIBAN_TEST_BUILD");
	char dir[4096];

	snprintf(dir, sizeof(dir), "%s/locale", build ? build : "build/release");
	setlocale(LC_MESSAGES, "C.UTF-8");
	setenv("LANGUAGE", "zh_CN", 1);
	bindtextdomain("zhiban", dir);
	bind_textdomain_codeset("zhiban", "UTF-8");
	textdomain("zhiban");
}
