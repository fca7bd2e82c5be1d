/* What the files about attendance share; for storage/attend*.c only. */
#ifndef STORAGE_ATTEND_INSIDE_H
#define STORAGE_ATTEND_INSIDE_H

#include "storage/attend.h"

/* What is known at a moment. */
struct attend_scene {
	struct roster roster;
	struct things lines;
	struct attended_duties duties; /* that bear on the moment */
	int64_t at;
};

enum rc attend_scene_read(struct book *b, struct arena *a, int64_t at, struct attend_scene *s,
			  struct err *e) MUST_CHECK;
void attend_scene_clear(struct attend_scene *s);

/* The duty of a person that a signing on or off at the moment belongs to: the one that has begun,
 * else for signing on the one about to begin. */
const struct attended_duty *attend_duty_of(const struct attend_scene *s, const char *person,
					   const char *post, int way);

/* Inside a write: adds the line with every field that has a value. */
enum rc attend_add(struct book *b, struct arena *a, struct record *r, const char **id,
		   struct err *e) MUST_CHECK;

#endif
