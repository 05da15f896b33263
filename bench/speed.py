"""How fast the machine is, told by a peer: targets in seconds were set on another one."""


def sentence(peer, here, there, medians, targets):
    """What the medians would be at the speed of the machine for which the targets were set.

    peer is a case that was measured in the same run; here and there are its medians in seconds, here
    in this run, there on that machine; targets are the most seconds by case.
    """
    told = [
        f"{case} {medians[case] * there / here:.3f} s (≤ {most} s: {'met' if medians[case] * there / here <= most else 'not met'})"
        for case, most in targets.items()
        if case in medians
    ]
    return (
        f"Seconds depend on the machine: on the one for which the targets were set, `{peer}` takes {there} s, here {here:.3f} s,"
        f" {here / there:.2f} times as long. At that speed the medians would be: {'; '.join(told)}."
    )
