/* A station with three weeks of duty ahead. */
#include "tests/tui/kit/changes.h"

#include "storage/pin.h"
#include "tests/helpers.h"

struct changes_kit changes;

static const char *
person(const char *name, const char *office, const char *role)
{
	return KIT_WRITE("person", "name", name, "post", office, "role", role, "phone",
			 "0300-0000101");
}

static void
stand(const char *post, int who, int day)
{
	const char *from = arena_text_f(&kit.arena, "2026-01-%02dT08:00", day);

	KIT_WRITE("assignment", "person", changes.people[who], "post", post, "start", from, "end",
		  arena_text_f(&kit.arena, "2026-01-%02dT08:00", day + 1));
}

void
kit_begin_changes(void)
{
	static const char *const names[] = {"甲", "乙", "丙", "丁", "戊", "己", "庚"};
	static const int leaders[] = {REN, GUI, JIA};
	struct err e;

	kit_begin();
	kit_clock(-30 * 3600); /* before the first watch begins */
	for (int i = 0; i < 7; i++)
		changes.people[i] = person(names[i], "科员", "staff");
	changes.people[REN] = person("壬", "党委书记", "leader");
	changes.people[GUI] = person("癸", "镇长", "leader");
	changes.lead = KIT_WRITE("post", "name", "带班领导", "group", "watch", "min", "1",
				 "readiness", "oncall", "order", "1");
	changes.main =
	    KIT_WRITE("post", "name", "主班", "group", "watch", "min", "1", "order", "2");
	changes.deputy = KIT_WRITE("post", "name", "副班", "group", "watch", "min", "1", "raised",
				   "2", "order", "3");
	for (int day = 17; day < 31; day++) {
		stand(changes.lead, day % 2 ? REN : GUI, day);
		stand(changes.main, (day - 15) % 3 * 2, day);
		stand(changes.deputy, (day - 15) % 3 * 2 + 1, day);
	}
	for (size_t i = 0; i < ARRAY_LEN(leaders); i++)
		ck_ok(pin_set(book_store(kit.book), changes.people[leaders[i]], "246810", &e), &e);
	kit_clock(0);
}

void
kit_pin(void)
{
	kit_type("246810");
	kit_press(K_ENTER);
}
