/* counted.cc - a plugin in C++: counts what is stressed in an article. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <ospopress/ospopress.h>

#include <map>
#include <string>

static osp_status count(osp_job *job, void *, osp_article *article)
{
	std::map<std::string, int> seen;
	for (osp_node *n = article->root; n != nullptr; n = osp_node_after(n, article->root))
		seen[osp_node_name(n)]++;
	osp_note(job, osp_node_place(article->root), "counted/stressed", "%d words are stressed", seen["em"] + seen["strong"]);
	return OSP_OK;
}

static const osp_transform transform = { nullptr, nullptr, nullptr, count, nullptr, nullptr };
OSP_PLUGIN(.kind = OSP_TRANSFORM, .name = "counted", .version = "1.0", .summary = "Counts what is stressed.", .transform = &transform);
