/* A small program of views for tests. */
#include "tests/tui/kit/demo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/i18n.h"
#include "tui/dialog.h"
#include "tui/list.h"

struct demo_view {
	struct view base;
	struct list list;
	size_t order[DEMO_ROWS];
	size_t n;
	char said[200];
};

static const char *const kinds[] = {"火灾", "交通事故", "洪涝（险情）", "危化品泄漏", "走失搜救"};
static const char *const places[] = {"石门镇石门村东街37号", "云岭县G520线K12+300", "a镇b村",
				     "石门镇上河沟村四组七十二号院东侧山坡", "红旗水库"};

static int64_t
now_ms(void *ctx)
{
	struct demo *d = ctx;
	struct timespec ts;

	if (d->now_ms)
		return d->now_ms;
	clock_gettime(CLOCK_REALTIME, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void
rail(void *ctx, int64_t now, int cells, struct rail *out)
{
	struct demo *d = ctx;

	(void)cells;
	if (d->seconds) {
		snprintf(out->text, sizeof(out->text), "▲时限 电话首报 03:17 剩%02d秒",
			 (int)(59 - now / 1000 % 60));
		out->again_ms = 1000 - now % 1000;
	} else {
		snprintf(out->text, sizeof(out->text), "%s",
			 "▲时限 电话首报 03:17 剩29分（一般·示例规则）");
	}
	out->style = STYLE_WARNING;
}

static size_t
count(void *ctx)
{
	return ((struct demo_view *)ctx)->n;
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	size_t i = ((struct demo_view *)ctx)->order[row];

	if (column == 0)
		str_add_f(out, "sm1-%zu", i + 1);
	else if (column == 1)
		str_add(out, kinds[i % ARRAY_LEN(kinds)]);
	else if (column == 2)
		str_add(out, places[i % ARRAY_LEN(places)]);
	else
		str_add_f(out, "%zu", i * i);
	if (i % 7 == 3)
		*style = STYLE_OVERDUE;
}

static void
id(void *ctx, size_t row, struct str *out)
{
	str_add_f(out, "%zu", ((struct demo_view *)ctx)->order[row]);
}

static void
sort(void *ctx, size_t sorted, bool down)
{
	struct demo_view *v = ctx;

	for (size_t i = 0; i < v->n; i++)
		v->order[i] = sorted && down ? v->n - 1 - i : i;
}

/* clang-format off */
static const struct list_column columns[] = {
	{ "编号", 8,  false },
	{ "类别", 10, false },
	{ "地点", 0,  false },
	{ "数量", 6,  true },
};
/* clang-format on */

static const struct list_source source = {
    .columns = columns,
    .ncolumns = ARRAY_LEN(columns),
    .empty = "没有记录",
    .count = count,
    .cell = cell,
    .id = id,
    .sort = sort,
};

static struct demo *
demo_of(const struct view *v)
{
	return app_host(v->app)->ctx;
}

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct demo_view *dv = (struct demo_view *)v;

	(void)arg;
	(void)e;
	dv->n = demo_of(v)->rows;
	sort(dv, 0, false);
	list_init(&dv->list, &source, dv);
	return RC_OK;
}

static void
draw(struct view *v, struct canvas *c)
{
	struct demo_view *dv = (struct demo_view *)v;
	struct canvas part = canvas_part(c, 0, 0, c->rows - 1, c->cols);

	list_draw(&dv->list, &part);
	canvas_text(c, c->rows - 1, 0, c->cols, dv->said, STYLE_DIM);
}

static void
clear(struct view *v)
{
	list_clear(&((struct demo_view *)v)->list);
}

static struct list *
list(struct view *v)
{
	return &((struct demo_view *)v)->list;
}

static enum rc
said(struct view *v, void *ctx, const char *text, struct err *e)
{
	struct demo_view *dv = (struct demo_view *)v;

	(void)ctx;
	if (strstr(text, "no"))
		return err_set(e, RC_INVALID, "这一行不能记录");
	snprintf(dv->said, sizeof(dv->said), "已记录：%s", text);
	return RC_OK;
}

static enum rc
entry(struct view *v, struct err *e)
{
	return prompt_open(
	    v->app,
	    &(struct prompt){.title = "记一行", .hint = "回车记录", .max = 300, .done = said}, e);
}

static enum rc
chosen(struct view *v, void *ctx, int choice, struct err *e)
{
	(void)ctx;
	(void)e;
	app_say(v->app, STYLE_NORMAL, "choice %d", choice);
	return RC_OK;
}

static enum rc
ask(struct view *v, struct err *e)
{
	static const char *const choices[] = {"作废这份报告", "改为更正", NULL};

	return dialog_open(v->app,
			   &(struct dialog){.title = "作废",
					    .text =
						"编号石镇信〔2026〕1号保留在登记簿上，标为作废；"
						"已经报送的对方另行电话告知。",
					    .choices = choices,
					    .done = chosen},
			   e);
}

static enum rc
write_text(struct view *v, struct err *e)
{
	return app_open(v->app, &view_demo_editor, NULL, e);
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_F(3), 'l' }, "entry", "记一行",   entry },
	{ { K_F(4), 'd' }, "void",  "作废",     ask },
	{ { K_F(5), 'e' }, "edit",  "写续报",   write_text },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_demo = {
    .name = "demo",
    .title = "突发事件",
    .size = sizeof(struct demo_view),
    .commands = commands,
    .open = open,
    .draw = draw,
    .clear = clear,
    .list = list,
};

/* The editor */

struct demo_editor {
	struct view base;
	struct editor editor;
};

static enum rc
editor_open(struct view *v, const void *arg, struct err *e)
{
	struct demo_editor *de = (struct demo_editor *)v;
	char text[4096] = "";
	FILE *f = demo_of(v)->draft ? fopen(demo_of(v)->draft, "r") : NULL;
	size_t n;

	(void)arg;
	(void)e;
	editor_init(&de->editor, true, 0);
	if (f) {
		n = fread(text, 1, sizeof(text) - 1, f);
		text[n] = '\0';
		fclose(f);
		app_say(v->app, STYLE_WARNING, "找到未完成的草稿");
	}
	editor_set(&de->editor, text);
	return RC_OK;
}

static void
editor_paint(struct view *v, struct canvas *c)
{
	struct canvas part = canvas_part(c, 1, 2, c->rows - 2, 40);

	editor_draw(&((struct demo_editor *)v)->editor, &part, STYLE_NORMAL, true);
}

static void
editor_end(struct view *v)
{
	editor_clear(&((struct demo_editor *)v)->editor);
}

static bool
editor_press(struct view *v, const struct key_event *ev)
{
	return editor_key(&((struct demo_editor *)v)->editor, ev);
}

/* Whole or not at all: it may be killed at any moment. */
static void
editor_save(struct view *v)
{
	const char *path = demo_of(v)->draft;
	char fresh[400];
	FILE *f;

	if (!path)
		return;
	snprintf(fresh, sizeof(fresh), "%s.new", path);
	f = fopen(fresh, "w");
	if (!f)
		return;
	fputs(editor_text(&((struct demo_editor *)v)->editor), f);
	fclose(f);
	rename(fresh, path);
}

static int64_t
editor_tick(struct view *v, int64_t now)
{
	(void)now;
	editor_save(v);
	return -1;
}

const struct view_type view_demo_editor = {
    .name = "demo-editor",
    .title = "续报",
    .size = sizeof(struct demo_editor),
    .open = editor_open,
    .draw = editor_paint,
    .clear = editor_end,
    .key = editor_press,
    .tick = editor_tick,
    .save = editor_save,
};

void
demo_init(struct demo *d)
{
	*d = (struct demo){.rows = DEMO_ROWS, .now_ms = 1768675629000}; /* 2026-01-18 02:47:09 */
	d->host = (struct app_host){.ctx = d,
				    .station = "石门镇应急消防站",
				    .practice = true,
				    .now_ms = now_ms,
				    .rail = rail};
}

static int
run(struct demo *d, const struct view_type *type)
{
	struct app *a;
	struct err e;
	enum rc rc;

	d->host.ctx = d;
	a = app_new(&d->host);
	rc = app_open(a, type, NULL, &e);
	if (rc == RC_OK)
		rc = app_run(a, &e);
	if (rc != RC_OK)
		fprintf(stderr, "%s\n", e.text);
	app_free(a);
	return rc == RC_OK ? 0 : 1;
}

int
demo_main(void *ctx)
{
	return run(ctx, &view_demo);
}

int
demo_editor_main(void *ctx)
{
	return run(ctx, &view_demo_editor);
}
