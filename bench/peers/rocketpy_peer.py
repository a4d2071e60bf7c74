"""RocketPy's Monte Carlo of its example rocket Calisto: flights a second. See README.md.

    python rocketpy_peer.py DATA [FLIGHTS]

DATA holds Cesaroni_M1670.eng and powerOffDragCurve.csv, from data/ of RocketPy's repository. The rocket is that of
RocketPy's documentation, "First simulation"; what varies is of the size of its Monte Carlo example.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import rocketpy
from rocketpy import Environment, Flight, MonteCarlo, Rocket, SolidMotor
from rocketpy.stochastic import (
    StochasticEnvironment,
    StochasticFlight,
    StochasticNoseCone,
    StochasticParachute,
    StochasticRailButtons,
    StochasticRocket,
    StochasticSolidMotor,
    StochasticTail,
    StochasticTrapezoidalFins,
)


def calisto(data: Path) -> tuple:
    environment = Environment(latitude=39.3897, longitude=-8.28896388889, elevation=113)
    motor = SolidMotor(
        thrust_source=str(data / "Cesaroni_M1670.eng"),
        dry_mass=1.815,
        dry_inertia=(0.125, 0.125, 0.002),
        nozzle_radius=0.033,
        grain_number=5,
        grain_density=1815,
        grain_outer_radius=0.033,
        grain_initial_inner_radius=0.015,
        grain_initial_height=0.12,
        grain_separation=0.005,
        grains_center_of_mass_position=0.397,
        center_of_dry_mass_position=0.317,
        nozzle_position=0,
        burn_time=3.9,
        throat_radius=0.011,
        coordinate_system_orientation="nozzle_to_combustion_chamber",
    )
    drag = str(data / "powerOffDragCurve.csv")
    rocket = Rocket(
        radius=0.0635,
        mass=14.426,
        inertia=(6.321, 6.321, 0.034),
        power_off_drag=drag,
        power_on_drag=drag,
        center_of_mass_without_motor=0,
        coordinate_system_orientation="tail_to_nose",
    )
    rocket.add_motor(motor, position=-1.255)
    buttons = rocket.set_rail_buttons(upper_button_position=0.0818, lower_button_position=-0.618, angular_position=45)
    nose = rocket.add_nose(length=0.55829, kind="vonKarman", position=1.278)
    fins = rocket.add_trapezoidal_fins(n=4, root_chord=0.120, tip_chord=0.060, span=0.110, position=-1.04956)
    tail = rocket.add_tail(top_radius=0.0635, bottom_radius=0.0435, length=0.060, position=-1.194656)
    main_chute = rocket.add_parachute("Main", cd_s=10.0, trigger=800, sampling_rate=105, lag=1.5)
    drogue = rocket.add_parachute("Drogue", cd_s=1.0, trigger="apogee", sampling_rate=105, lag=1.5)
    flight = Flight(rocket=rocket, environment=environment, rail_length=5.2, inclination=85, heading=0)
    return environment, motor, rocket, flight, (buttons, nose, fins, tail, main_chute, drogue)


def campaign(data: Path, folder: Path) -> MonteCarlo:
    environment, motor, rocket, flight, (buttons, nose, fins, tail, main_chute, drogue) = calisto(data)
    varied_motor = StochasticSolidMotor(
        solid_motor=motor,
        burn_start_time=(0, 0.1),
        grain_density=50,
        grain_outer_radius=0.000375,
        total_impulse=(6500, 200),
    )
    varied_rocket = StochasticRocket(rocket=rocket, radius=0.0000127, mass=(14.426, 0.5), inertia_11=0.01)
    varied_rocket.add_motor(varied_motor, position=0.001)
    varied_rocket.set_rail_buttons(StochasticRailButtons(rail_buttons=buttons), lower_button_position=(0.001, "normal"))
    varied_rocket.add_nose(StochasticNoseCone(nosecone=nose), position=(1.278, 0.001))
    varied_rocket.add_trapezoidal_fins(StochasticTrapezoidalFins(trapezoidal_fins=fins), position=(-1.04956, 0.001))
    varied_rocket.add_tail(StochasticTail(tail=tail))
    for parachute in (main_chute, drogue):
        varied_rocket.add_parachute(StochasticParachute(parachute=parachute))
    return MonteCarlo(
        filename=str(folder / "calisto"),
        environment=StochasticEnvironment(environment=environment),
        rocket=varied_rocket,
        flight=StochasticFlight(flight=flight, inclination=(84.7, 1), heading=(53, 2)),
    )


def main() -> None:
    data = Path(sys.argv[1])
    flights = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    rates = []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as folder:
            run = campaign(data, Path(folder))
            began, began_cpu = time.perf_counter(), time.process_time()
            run.simulate(number_of_simulations=flights, append=False)
            seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
            rates.append((flights / seconds, flights / cpu))
    print(f"RocketPy {rocketpy.__version__}: {flights} flights of Calisto, three times")
    print(f"  {statistics.median(r[0] for r in rates):.3f} flights a second of the clock")
    print(f"  {statistics.median(r[1] for r in rates):.3f} flights a second of the processor")


if __name__ == "__main__":
    main()
