/* filter.c - which system calls a plugin's process may make. */
/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The program is written by hand (docs/decisions/012-sandbox.md). It lets through
 * what is not named, for plugins may be written in any language; it refuses what
 * reaches past Landlock's rules: network, other processes, owners and modes of
 * files, the kernel's own settings. Some calls are left to the supervisor, who
 * counts processes and tells the user what was tried.
 *
 * A call can be made with the numbers of another architecture of the same
 * processor; those are refused as a whole.
 */
#include <config.h>

#include "plugin/filter.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/sanitizer.h"

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#elif defined(__powerpc64__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define ARCHITECTURE AUDIT_ARCH_PPC64LE
#else
#define ARCHITECTURE 0
#endif

enum { PROGRAM_LIMIT = 512, X32_NUMBERS = 0x40000000 };

struct program {
	struct sock_filter code[PROGRAM_LIMIT];
	size_t count;
};

/* ---- The calls ---- */

/* Refused with EPERM. */
static const int refused[] = {
	SYS_bind, SYS_listen, SYS_accept, SYS_accept4, SYS_connect,
	SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, SYS_perf_event_open, SYS_bpf, SYS_userfaultfd,
	SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_unshare, SYS_setns, SYS_swapon, SYS_swapoff,
	SYS_add_key, SYS_request_key, SYS_keyctl, SYS_quotactl, SYS_acct, SYS_syslog, SYS_reboot, SYS_sethostname, SYS_setdomainname,
	SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_kexec_load, SYS_open_by_handle_at, SYS_name_to_handle_at, SYS_fanotify_init,
	SYS_settimeofday, SYS_clock_settime, SYS_clock_adjtime, SYS_adjtimex, SYS_personality, SYS_vhangup,
	SYS_setuid, SYS_setgid, SYS_setreuid, SYS_setregid, SYS_setresuid, SYS_setresgid, SYS_setgroups, SYS_setfsuid, SYS_setfsgid, SYS_capset,
	/* Landlock does not know these yet. */
	SYS_fchmod, SYS_fchmodat, SYS_fchown, SYS_fchownat, SYS_utimensat, SYS_setxattr, SYS_lsetxattr, SYS_fsetxattr, SYS_removexattr,
	SYS_lremovexattr, SYS_fremovexattr, SYS_mknodat, SYS_symlinkat,
	/* What these make outlives its maker. */
	SYS_shmget, SYS_msgget, SYS_semget, SYS_mq_open,
	SYS_setpriority, SYS_ioprio_set, SYS_sched_setscheduler, SYS_sched_setparam, SYS_sched_setattr, SYS_migrate_pages, SYS_move_pages,
#ifdef SYS_chmod
	SYS_chmod, SYS_chown, SYS_lchown, SYS_utime, SYS_utimes, SYS_futimesat, SYS_mknod, SYS_symlink,
#endif
#ifdef SYS_iopl
	SYS_iopl, SYS_ioperm,
#endif
#ifdef SYS_kexec_file_load
	SYS_kexec_file_load,
#endif
#ifdef SYS_pidfd_getfd
	SYS_pidfd_getfd,
#endif
#ifdef SYS_process_madvise
	SYS_process_madvise,
#endif
};

/* Newer ones that libraries do without when the kernel does not have them; fchmodat2 is 452 everywhere. */
static const int unknown[] = { SYS_memfd_create, 447 /* memfd_secret: memory that no process has mapped is nobody's, so nobody counts it */, 425, 426, 427 /* io_uring */, 435 /* clone3 */, 437 /* openat2 */, 428, 429, 430, 431, 432, 433 /* mounts */,
	442 /* mount_setattr */, 452 /* fchmodat2 */, 463, 464, 465, 466 /* xattrs at */ };

static const struct { int number; struct filter_call call; } paths[] = {
	{ SYS_openat, { FILTER_READ, 0, 1, 0 } }, { SYS_mkdirat, { FILTER_WRITE, 0, 1, 0 } }, { SYS_unlinkat, { FILTER_WRITE, 0, 1, 0 } },
	{ SYS_renameat2, { FILTER_WRITE, 0, 1, 0 } }, { SYS_linkat, { FILTER_WRITE, 2, 3, 0 } }, { SYS_truncate, { FILTER_WRITE, -1, 0, 0 } },
#ifdef SYS_renameat
	{ SYS_renameat, { FILTER_WRITE, 0, 1, 0 } },
#endif
#ifdef SYS_open
	{ SYS_open, { FILTER_READ, -1, 0, 0 } }, { SYS_creat, { FILTER_WRITE, -1, 0, 0 } }, { SYS_mkdir, { FILTER_WRITE, -1, 0, 0 } },
	{ SYS_unlink, { FILTER_WRITE, -1, 0, 0 } }, { SYS_rmdir, { FILTER_WRITE, -1, 0, 0 } }, { SYS_rename, { FILTER_WRITE, -1, 0, 0 } },
	{ SYS_link, { FILTER_WRITE, -1, 1, 0 } },
#endif
};

static const uint64_t writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;

/* Where the flags of the two calls that open are. */
static int flags_of(int number)
{
	return number == SYS_openat ? 2 : 1;
}

static bool opens(int number)
{
#ifdef SYS_open
	return number == SYS_openat || number == SYS_open;
#else
	return number == SYS_openat;
#endif
}

bool filter_explain(int number, const uint64_t args[6], struct filter_call *ret)
{
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		if (paths[i].number == number) {
			*ret = paths[i].call;
			ret->wish = opens(number) && (args[flags_of(number)] & writing) != 0 ? FILTER_WRITE : ret->wish;
			return true;
		}
	}
	*ret = (struct filter_call){ number == SYS_socket ? FILTER_NET : FILTER_MEMORY, -1, -1, number == SYS_mremap ? 2 : 1 };
#ifdef SYS_fork
	ret->wish = number == SYS_fork || number == SYS_vfork ? FILTER_FORK : ret->wish;
#endif
	ret->wish = number == SYS_clone ? FILTER_FORK : number == SYS_rt_sigaction ? FILTER_HANDLER : ret->wish;
	return ret->wish != FILTER_MEMORY || number == SYS_mmap || number == SYS_mremap;
}

/* ---- Writing the program ---- */

static void put(struct program *program, uint16_t code, uint32_t k, uint8_t yes, uint8_t no)
{
	if (program->count < PROGRAM_LIMIT) {
		program->code[program->count++] = (struct sock_filter){ code, yes, no, k };
	}
}

static void load(struct program *program, size_t offset)
{
	put(program, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void load_number(struct program *program)
{
	load(program, offsetof(struct seccomp_data, nr));
}

/* The lower or upper half of an argument; all our architectures are little-endian. */
static void load_argument(struct program *program, int which, bool upper)
{
	load(program, offsetof(struct seccomp_data, args) + (size_t)which * sizeof(uint64_t) + (upper ? sizeof(uint32_t) : 0));
}

static void answer(struct program *program, uint32_t what)
{
	put(program, BPF_RET | BPF_K, what, 0, 0);
}

static uint32_t error(int number)
{
	return SECCOMP_RET_ERRNO | (uint32_t)number;
}

static void answer_to(struct program *program, int number, uint32_t what)
{
	put(program, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 1);
	answer(program, what);
}

/* Begins the rules of one call; end_call() makes the jump over them. They must answer on every way. */
static size_t begin_call(struct program *program, int number)
{
	put(program, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 0);
	return program->count;
}

static void end_call(struct program *program, size_t begun)
{
	if (program->count < PROGRAM_LIMIT) {
		program->code[begun - 1].jf = (uint8_t)(program->count - begun);
	}
}

/* A thread is let through, a process is asked about, a namespace refused. */
static void judge_clone(struct program *program, uint32_t ask)
{
	const uint32_t spaces = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;
	size_t call = begin_call(program, SYS_clone);
	load_argument(program, 0, false);
	put(program, BPF_JMP | BPF_JSET | BPF_K, spaces, 0, 1);
	answer(program, error(EPERM));
	put(program, BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1);
	answer(program, SECCOMP_RET_ALLOW);
	answer(program, ask);
	end_call(program, call);
#ifdef SYS_fork
	answer_to(program, SYS_fork, ask);
	answer_to(program, SYS_vfork, ask);
#endif
}

/* Who handles the end of children has calls restarted behind it (notices.c). */
static void judge_handler(struct program *program, uint32_t ask)
{
	size_t call = begin_call(program, SYS_rt_sigaction);
	load_argument(program, 0, false);
	put(program, BPF_JMP | BPF_JEQ | BPF_K, SIGCHLD, 0, 1);
	answer(program, ask);
	answer(program, SECCOMP_RET_ALLOW);
	end_call(program, call);
}

/* Addresses that nothing may be put at (PROT_NONE) cost nothing. */
static void judge_memory(struct program *program, int number, int size, bool has_protection, uint64_t most, uint32_t ask)
{
	size_t call = begin_call(program, number);
	if (has_protection) {
		load_argument(program, 2, false);
		put(program, BPF_JMP | BPF_JEQ | BPF_K, PROT_NONE, 0, 1);
		answer(program, SECCOMP_RET_ALLOW);
	}
	load_argument(program, size, true);
	put(program, BPF_JMP | BPF_JGT | BPF_K, (uint32_t)(most >> 32), 0, 1);
	answer(program, ask);
	put(program, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(most >> 32), 1, 0);
	answer(program, SECCOMP_RET_ALLOW);
	load_argument(program, size, false);
	put(program, BPF_JMP | BPF_JGT | BPF_K, (uint32_t)most, 0, 1);
	answer(program, ask);
	answer(program, SECCOMP_RET_ALLOW);
	end_call(program, call);
}

/* Only the internet is worth telling; a look-up of the user's name tries a local socket, and does without. */
static void judge_socket(struct program *program, uint32_t ask)
{
	size_t call = begin_call(program, SYS_socket);
	load_argument(program, 0, false);
	put(program, BPF_JMP | BPF_JEQ | BPF_K, AF_INET, 1, 0);
	put(program, BPF_JMP | BPF_JEQ | BPF_K, AF_INET6, 0, 1);
	answer(program, ask);
	answer(program, error(EACCES));
	end_call(program, call);
}

static void judge_open(struct program *program, int number, bool notes_reads, uint32_t ask)
{
	if (notes_reads) {
		answer_to(program, number, ask);
		return;
	}
	size_t call = begin_call(program, number);
	load_argument(program, flags_of(number), false);
	put(program, BPF_JMP | BPF_JSET | BPF_K, (uint32_t)writing, 0, 1);
	answer(program, ask);
	answer(program, SECCOMP_RET_ALLOW);
	end_call(program, call);
}

/* Calls whose first argument is a process: only our own. */
static void judge_process(struct program *program, int number)
{
	size_t call = begin_call(program, number);
	load_argument(program, 0, false);
	put(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 2, 0);
	put(program, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)getpid(), 1, 0);
	answer(program, error(EPERM));
	answer(program, SECCOMP_RET_ALLOW);
	end_call(program, call);
}

/* It must not leave the family that ends with its parent. */
static void judge_prctl(struct program *program)
{
	size_t call = begin_call(program, SYS_prctl);
	load_argument(program, 0, false);
	put(program, BPF_JMP | BPF_JEQ | BPF_K, PR_SET_PDEATHSIG, 2, 0);
	put(program, BPF_JMP | BPF_JEQ | BPF_K, PR_SET_CHILD_SUBREAPER, 1, 0);
	answer(program, SECCOMP_RET_ALLOW);
	answer(program, error(EPERM));
	end_call(program, call);
}

static void judge_signals(struct program *program)
{
	const int calls[] = { SYS_kill, SYS_tkill, SYS_tgkill, SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo };
	for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++) {
		judge_process(program, calls[i]);
	}
#ifdef SYS_pidfd_send_signal
	answer_to(program, SYS_pidfd_send_signal, error(EPERM));
#endif
}

static void write_program(struct program *program, const struct filter_rules *rules, bool can_ask)
{
	const uint32_t ask = can_ask ? SECCOMP_RET_USER_NOTIF : error(EACCES);
	const uint32_t note = can_ask ? SECCOMP_RET_USER_NOTIF : SECCOMP_RET_ALLOW;
	load(program, offsetof(struct seccomp_data, arch));
	put(program, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
	answer(program, SECCOMP_RET_KILL_PROCESS);
	load_number(program);
#ifdef __x86_64__
	put(program, BPF_JMP | BPF_JGE | BPF_K, X32_NUMBERS, 0, 1);
	answer(program, error(ENOSYS));
#endif
	for (size_t i = 0; i < sizeof(unknown) / sizeof(*unknown); i++) {
		answer_to(program, unknown[i], error(ENOSYS));
	}
	for (size_t i = rules->with_net ? 5 : 0; i < sizeof(refused) / sizeof(*refused); i++) {
		answer_to(program, refused[i], error(EPERM));
	}
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		if (opens(paths[i].number)) {
			judge_open(program, paths[i].number, rules->notes_reads, note);
		} else {
			answer_to(program, paths[i].number, note);
		}
	}
	judge_clone(program, ask);
	if (can_ask) {
		judge_handler(program, ask);
	}
	if (!rules->with_net) {
		judge_socket(program, ask);
	}
	judge_process(program, SYS_prlimit64);
	judge_prctl(program);
	if (!rules->has_scopes) {
		judge_signals(program);
	}
	if (!WITH_SANITIZER) {
		judge_memory(program, SYS_mmap, 1, true, rules->most_bytes, can_ask ? ask : error(ENOMEM));
		judge_memory(program, SYS_mremap, 2, false, rules->most_bytes, can_ask ? ask : error(ENOMEM));
	}
	answer(program, SECCOMP_RET_ALLOW);
}

/* ---- Putting it in force ---- */

static bool has_action(uint32_t action)
{
	return ARCHITECTURE != 0 && syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

bool filter_is_known(void)
{
	return has_action(SECCOMP_RET_KILL_PROCESS);
}

bool filter_has_notices(void)
{
	return has_action(SECCOMP_RET_USER_NOTIF);
}

static int install(struct program *program, unsigned flags)
{
	struct sock_fprog code = { (unsigned short)program->count, program->code };
	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &code);
}

bool filter_enter(const struct filter_rules *rules, int *ret_listener)
{
	struct program program = { .count = 0 };
	*ret_listener = -1;
	if (!filter_is_known()) {
		return true;
	}
	if (filter_has_notices()) {
		write_program(&program, rules, true);
		*ret_listener = install(&program, SECCOMP_FILTER_FLAG_NEW_LISTENER);
	}
	if (*ret_listener >= 0) {
		return true;
	}
	/* A container's own supervisor may be there already, and there can be one only. */
	program.count = 0;
	write_program(&program, rules, false);
	return program.count < PROGRAM_LIMIT && install(&program, 0) == 0;
}
