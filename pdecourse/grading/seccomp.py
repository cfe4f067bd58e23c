"""The system calls that a learner's code is denied, as a filter for the kernel (seccomp)."""

import errno
import io
import tempfile

DENIED = """
    socket ptrace process_vm_readv process_vm_writev
    fork vfork execve execveat
    unshare setns mount umount2 pivot_root chroot
    shmget msgget semget mq_open
    bpf userfaultfd perf_event_open io_uring_setup keyctl add_key request_key
    kexec_load init_module finit_module delete_module reboot swapon
""".split()
"""No network, no other process, no new namespace, nothing left for the next student's code in the kernel's memory,
and none of the calls that exploits like best."""

DENIED_AMONG_OTHERS = (
    "kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal setpriority".split()
)
"""What could reach other processes of the same user. Landlock itself stops signals from Linux 6.12 on."""

CLONE_THREAD = 0x10000


def program(*, alone: bool = True) -> bytes:
    """Return the filter as the kernel takes it; threads stay allowed, new processes do not.

    ``alone`` says that no process but the filtered one can be seen, so that it may send signals.

    Raises ``ImportError`` or ``RuntimeError`` where pyseccomp or libseccomp is missing.
    """
    import pyseccomp

    denied = pyseccomp.ERRNO(errno.EPERM)
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for name in DENIED if alone else DENIED + DENIED_AMONG_OTHERS:
        try:
            rules.add_rule(denied, name)
        except OSError:  # a call that this architecture does not have
            continue
    if not alone:  # limits of its own (0) are harmless
        rules.add_rule(denied, "prlimit64", pyseccomp.Arg(0, pyseccomp.NE, 0))
    # A thread is clone with CLONE_THREAD; the C library falls back to it where clone3 does not exist.
    rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")
    rules.add_rule(denied, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, CLONE_THREAD, 0))
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0, io.SEEK_SET)
        return file.read()
