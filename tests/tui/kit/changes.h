/*
 * A station with three weeks of duty ahead and people who swap, take leave, come and go: what tests
 * of the screens about changes start from. On kit_begin; the clock stands at 2026-01-18 02:47. A
 * watch begins at 08:00: the one that runs is of the 17th (戊 and 己), then 甲 and 乙 on the 18th,
 * 丙 and 丁 on the 19th, 戊 and 己 on the 20th, and so on; 庚 is free. 党委书记 壬 and 镇长 癸 take
 * turns as leaders on call. Both leaders and 甲 have the PIN 246810.
 */
#ifndef TESTS_TUI_KIT_CHANGES_H
#define TESTS_TUI_KIT_CHANGES_H

#include "tests/tui/kit/station.h"

struct changes_kit {
	const char *people[10];           /* 甲 乙 丙 丁 戊 己 庚 壬 癸 */
	const char *lead, *main, *deputy; /* posts */
};
extern struct changes_kit changes;

enum { JIA, YI, BING, DING, WU, JI, GENG, REN, GUI };

void kit_begin_changes(void);

/* Types the PIN and presses Enter. */
void kit_pin(void);

#endif
