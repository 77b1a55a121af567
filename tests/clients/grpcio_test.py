"""Debian's python3-grpcio over the published .proto files."""

import os
import subprocess
import sys
import tempfile
import unittest
import uuid

import grpc


def required(name):
    value = os.environ.get(name)
    if not value:
        sys.exit(f"{name} is not set: start these tests with tests/clients/run")
    return value


PROTOS = required("PERSONALIZATION_TEST_PROTOS")
TARGET = required("PERSONALIZATION_TEST_GRPC")
KEY = required("PERSONALIZATION_TEST_KEY")
GENERATED = tempfile.TemporaryDirectory()
FILES = [
    "google/rpc/status.proto",
    "personalization/v1/events.proto",
    "personalization/v1/decisions.proto",
    "personalization/v1/profiles.proto",
    "personalization/v1/catalog.proto",
    "personalization/v1/replay.proto",
]
subprocess.run(["protoc", f"-I{PROTOS}", "-I/usr/include", f"--python_out={GENERATED.name}", *FILES], check=True)
sys.path.insert(0, GENERATED.name)

from personalization.v1 import decisions_pb2, events_pb2, profiles_pb2, replay_pb2  # noqa: E402

WITH_KEY = (("authorization", f"Bearer {KEY}"),)


def fresh(kind):
    return f"{kind}-{uuid.uuid4()}"


def failure(user):
    event = events_pb2.Event(message_id=fresh("event"), type=events_pb2.EVENT_TYPE_TRACK, user_id=user, event="import_failed")
    event.properties.update({"code": "csv_encoding", "feature": "csv"})
    return event


class Client(unittest.TestCase):
    def setUp(self):
        self.channel = grpc.insecure_channel(TARGET)
        self.addCleanup(self.channel.close)

    def unary(self, method, request, reply, **options):
        call = self.channel.unary_unary(
            f"/personalization.v1.{method}", request_serializer=lambda one: one.SerializeToString(), response_deserializer=reply.FromString)
        return call(request, **{"metadata": WITH_KEY, "timeout": 20, **options})

    def duplex(self, method, requests, reply, **options):
        call = self.channel.stream_stream(
            f"/personalization.v1.{method}", request_serializer=lambda one: one.SerializeToString(), response_deserializer=reply.FromString)
        return call(iter(requests), **{"metadata": WITH_KEY, "timeout": 20, **options})

    def watch(self, job, **options):
        call = self.channel.unary_stream(
            "/personalization.v1.Replay/Watch",
            request_serializer=lambda one: one.SerializeToString(), response_deserializer=replay_pb2.ReplayWatchResponse.FromString)
        return call(replay_pb2.ReplayWatchRequest(id=job), **{"metadata": WITH_KEY, "timeout": 20, **options})

    def peek(self, user, **options):
        request = decisions_pb2.DecideRequest(user_id=user, surface="home.card", mode=decisions_pb2.DECIDE_MODE_PEEK)
        return self.unary("Decisions/Decide", request, decisions_pb2.DecideResponse, **options)

    def refused(self, code, call):
        with self.assertRaises(grpc.RpcError) as caught:
            call()
        self.assertEqual(code, caught.exception.code())

    def test_a_unary_ingest_is_seen_by_the_next_unary_decision(self):
        user = fresh("user")
        reply = self.unary("Events/Ingest", events_pb2.IngestRequest(events=[failure(user)]), events_pb2.IngestResponse)
        self.assertEqual(1, reply.accepted)
        self.assertEqual("help.import_failed", self.peek(user).actions[0].id)

    def test_a_compressed_call_is_understood(self):
        self.assertEqual(0, self.peek(fresh("user"), compression=grpc.Compression.Gzip).profile_version)

    def test_a_stream_of_batches_is_acknowledged_batch_by_batch(self):
        user = fresh("user")
        batches = [events_pb2.IngestStreamRequest(batch=number, events=[failure(user)]) for number in range(1, 21)]
        acknowledged = list(self.duplex("Events/IngestStream", batches, events_pb2.IngestStreamResponse))
        self.assertEqual(list(range(1, 21)), [one.batch for one in acknowledged])
        profile = self.unary(
            "Profiles/Get", profiles_pb2.ProfilesGetRequest(kind=profiles_pb2.SUBJECT_KIND_USER, id=user), profiles_pb2.ProfilesGetResponse)
        self.assertEqual(20, profile.profile.version)
        error = profile.profile.errors[0]
        self.assertEqual(("import", True, False), (error.error, error.open, error.HasField("resolved_at")))

    def test_a_stream_of_decisions_answers_every_request_under_its_number(self):
        asked = decisions_pb2.DecideRequest(user_id="nobody", surface="home.card", mode=decisions_pb2.DECIDE_MODE_PEEK)
        requests = [decisions_pb2.DecideStreamRequest(correlation=number, request=asked) for number in range(1, 101)]
        answered = self.duplex("Decisions/DecideStream", requests, decisions_pb2.DecideStreamResponse)
        self.assertEqual(list(range(1, 101)), sorted(one.correlation for one in answered))

    def test_a_deadline_that_passes_while_a_stream_is_open_is_deadline_exceeded(self):
        def forever():
            release.wait()
            yield events_pb2.IngestStreamRequest()

        import threading
        release = threading.Event()
        self.addCleanup(release.set)
        self.refused(
            grpc.StatusCode.DEADLINE_EXCEEDED,
            lambda: list(self.duplex("Events/IngestStream", forever(), events_pb2.IngestStreamResponse, timeout=0.3)))

    def test_a_verify_is_started_and_watched_to_its_end(self):
        user = fresh("user")
        self.unary("Events/Ingest", events_pb2.IngestRequest(events=[failure(user)]), events_pb2.IngestResponse)
        self.unary("Decisions/Decide", decisions_pb2.DecideRequest(user_id=user, surface="home.card"), decisions_pb2.DecideResponse)
        # A decision may be answered before it is durable; what is taken behind it is acknowledged after both are.
        self.unary("Events/Ingest", events_pb2.IngestRequest(events=[failure(user)]), events_pb2.IngestResponse)
        asked = replay_pb2.ReplayStartRequest(kind=replay_pb2.REPLAY_KIND_VERIFY, subjects=[f"user:{user}"])
        started = self.unary("Replay/Start", asked, replay_pb2.ReplayStartResponse).job
        self.assertIn(started.state, (replay_pb2.REPLAY_STATE_WAITING, replay_pb2.REPLAY_STATE_RUNNING))

        last = list(self.watch(started.id))[-1].job

        self.assertEqual((started.id, replay_pb2.REPLAY_STATE_DONE, 1.0), (last.id, last.state, last.progress.share))
        self.assertEqual((1, 1, 0), (last.progress.counts["decisions"], last.progress.counts["identical"], last.progress.findings))

    def test_a_replay_that_nobody_started_is_not_found(self):
        self.refused(grpc.StatusCode.NOT_FOUND, lambda: list(self.watch("0123456789")))

    def test_an_unknown_method_is_unimplemented(self):
        request = decisions_pb2.DecideRequest()
        self.refused(grpc.StatusCode.UNIMPLEMENTED, lambda: self.unary("Decisions/Guess", request, decisions_pb2.DecideResponse))

    def test_a_message_that_is_too_large_is_resource_exhausted(self):
        event = failure(fresh("user"))
        event.properties.update({"code": "x" * (8 * 1024 * 1024)})
        self.refused(
            grpc.StatusCode.RESOURCE_EXHAUSTED,
            lambda: self.unary("Events/Ingest", events_pb2.IngestRequest(events=[event]), events_pb2.IngestResponse))

    def test_a_wrong_key_is_unauthenticated(self):
        self.refused(grpc.StatusCode.UNAUTHENTICATED, lambda: self.peek("u", metadata=(("authorization", "Bearer pk_wrong"),)))


if __name__ == "__main__":
    unittest.main(verbosity=2)
