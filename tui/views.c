/* Every screen, from the one list in tui/views.def. */
#include "core/str.h"
#include "tui/view.h"

#define VIEW(name) extern const struct view_type view_##name;
#include "tui/views.def"
#undef VIEW

#define VIEW(name) &view_##name,
const struct view_type *const view_types[] = {
#include "tui/views.def"
    NULL,
};
#undef VIEW

const struct view_type *
view_type_by_name(const char *name)
{
	for (size_t i = 0; view_types[i]; i++)
		if (str_equal(view_types[i]->name, name))
			return view_types[i];
	return NULL;
}
